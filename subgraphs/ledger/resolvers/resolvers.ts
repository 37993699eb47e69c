import type { Resolvers } from '../generated/resolvers.ts';
import { Account } from './Account.ts';
import { Ledger } from './Ledger.ts';
import { closeAccount } from './Mutation/closeAccount.ts';
import { closePeriod } from './Mutation/closePeriod.ts';
import { freezeAccount } from './Mutation/freezeAccount.ts';
import { openAccount } from './Mutation/openAccount.ts';
import { openLedger } from './Mutation/openLedger.ts';
import { postTransaction } from './Mutation/postTransaction.ts';
import { reopenAccount } from './Mutation/reopenAccount.ts';
import { reopenPeriod } from './Mutation/reopenPeriod.ts';
import { reverseTransaction } from './Mutation/reverseTransaction.ts';
import { unfreezeAccount } from './Mutation/unfreezeAccount.ts';
import { Period } from './Period.ts';
import { Posting } from './Posting.ts';
import { account } from './Query/account.ts';
import { accounts } from './Query/accounts.ts';
import { ledger } from './Query/ledger.ts';
import { transaction } from './Query/transaction.ts';
import { transactions } from './Query/transactions.ts';
import { Transaction } from './Transaction.ts';

/** All resolvers, by type and field. */
export const resolvers: Resolvers = {
  Query: { ledger, account, accounts, transaction, transactions },
  Mutation: {
    openLedger,
    openAccount,
    freezeAccount,
    unfreezeAccount,
    closeAccount,
    reopenAccount,
    postTransaction,
    reverseTransaction,
    closePeriod,
    reopenPeriod,
  },
  Ledger,
  Period,
  Account,
  Transaction,
  Posting,
};
