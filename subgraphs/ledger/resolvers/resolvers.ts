import type { Resolvers } from '../generated/resolvers.ts';
import { Account } from './Account.ts';
import { AccountEvent } from './AccountEvent.ts';
import { AuditRecord } from './AuditRecord.ts';
import { AuditVerification } from './AuditVerification.ts';
import { CashCount } from './CashCount.ts';
import { CashPoint } from './CashPoint.ts';
import { Exchange } from './Exchange.ts';
import { FxRate } from './FxRate.ts';
import { Hold } from './Hold.ts';
import { Ledger } from './Ledger.ts';
import { captureHold } from './Mutation/captureHold.ts';
import { closeAccount } from './Mutation/closeAccount.ts';
import { closePeriod } from './Mutation/closePeriod.ts';
import { countCash } from './Mutation/countCash.ts';
import { depositCash } from './Mutation/depositCash.ts';
import { exchange } from './Mutation/exchange.ts';
import { freezeAccount } from './Mutation/freezeAccount.ts';
import { importStatement } from './Mutation/importStatement.ts';
import { moveCash } from './Mutation/moveCash.ts';
import { openAccount } from './Mutation/openAccount.ts';
import { openCashPoint } from './Mutation/openCashPoint.ts';
import { openLedger } from './Mutation/openLedger.ts';
import { placeHold } from './Mutation/placeHold.ts';
import { postTransaction } from './Mutation/postTransaction.ts';
import { postTransactions } from './Mutation/postTransactions.ts';
import { releaseHold } from './Mutation/releaseHold.ts';
import { reopenAccount } from './Mutation/reopenAccount.ts';
import { reopenPeriod } from './Mutation/reopenPeriod.ts';
import { reverseTransaction } from './Mutation/reverseTransaction.ts';
import { setFxRate } from './Mutation/setFxRate.ts';
import { unfreezeAccount } from './Mutation/unfreezeAccount.ts';
import { withdrawCash } from './Mutation/withdrawCash.ts';
import { Period } from './Period.ts';
import { Posting } from './Posting.ts';
import { account } from './Query/account.ts';
import { accounts } from './Query/accounts.ts';
import { auditTrail } from './Query/auditTrail.ts';
import { cashPoint } from './Query/cashPoint.ts';
import { cashPoints } from './Query/cashPoints.ts';
import { fxRate } from './Query/fxRate.ts';
import { fxRates } from './Query/fxRates.ts';
import { hold } from './Query/hold.ts';
import { holds } from './Query/holds.ts';
import { ledger } from './Query/ledger.ts';
import { ledgers } from './Query/ledgers.ts';
import { reconciliation } from './Query/reconciliation.ts';
import { reconciliations } from './Query/reconciliations.ts';
import { transaction } from './Query/transaction.ts';
import { transactionByReference } from './Query/transactionByReference.ts';
import { transactions } from './Query/transactions.ts';
import { trialBalance } from './Query/trialBalance.ts';
import { verifyAuditTrail } from './Query/verifyAuditTrail.ts';
import { Reconciliation } from './Reconciliation.ts';
import { ReconciliationBreak } from './ReconciliationBreak.ts';
import { ReconciliationMatch } from './ReconciliationMatch.ts';
import { StatementLine } from './StatementLine.ts';
import { Transaction } from './Transaction.ts';
import { TrialBalance } from './TrialBalance.ts';
import { TrialBalanceAccount } from './TrialBalanceAccount.ts';

/** All resolvers, by type and field. */
export const resolvers: Resolvers = {
  Query: {
    ledger,
    ledgers,
    account,
    accounts,
    transaction,
    transactionByReference,
    transactions,
    trialBalance,
    fxRate,
    fxRates,
    reconciliation,
    reconciliations,
    hold,
    holds,
    cashPoint,
    cashPoints,
    auditTrail,
    verifyAuditTrail,
  },
  Mutation: {
    openLedger,
    openAccount,
    freezeAccount,
    unfreezeAccount,
    closeAccount,
    reopenAccount,
    postTransaction,
    postTransactions,
    reverseTransaction,
    placeHold,
    captureHold,
    releaseHold,
    closePeriod,
    reopenPeriod,
    setFxRate,
    exchange,
    importStatement,
    openCashPoint,
    depositCash,
    withdrawCash,
    moveCash,
    countCash,
  },
  Ledger,
  Period,
  Account,
  AccountEvent,
  Transaction,
  Posting,
  Hold,
  StatementLine,
  TrialBalance,
  TrialBalanceAccount,
  FxRate,
  Exchange,
  Reconciliation,
  ReconciliationMatch,
  ReconciliationBreak,
  CashPoint,
  CashCount,
  AuditRecord,
  AuditVerification,
};
