import { present } from './assert.ts';

/**
 * ISO 4217 currencies (list one of 2024-06-25 with amendments 176, XCG, and 177, ZWG) by their minor-unit exponent.
 * Codes whose minor unit the standard leaves open (metals, funds, test codes) are not money here.
 */
declare const currency: unique symbol;
export type CurrencyCode = string & { readonly [currency]: true };

const BY_EXPONENT: readonly (readonly [exponent: number, codes: string])[] = [
  [
    0,
    `
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
    `,
  ],
  [
    2,
    `
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
    CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
    QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD
    TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    `,
  ],
  [
    3,
    `
    BHD IQD JOD KWD LYD OMR TND
    `,
  ],
  [
    4,
    `
    CLF UYW
    `,
  ],
];

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  BY_EXPONENT.flatMap(([exponent, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => [code, exponent] as const),
  ),
);

export const isCurrency = (text: string): text is CurrencyCode => EXPONENTS.has(text);

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export const exponentOf = (code: CurrencyCode): number =>
  present(EXPONENTS.get(code), `${code} is a currency`);

export const ALL_CURRENCIES: readonly CurrencyCode[] = [...EXPONENTS.keys()] as CurrencyCode[];
