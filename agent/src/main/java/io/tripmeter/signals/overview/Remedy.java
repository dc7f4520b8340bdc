package io.tripmeter.signals.overview;

import io.tripmeter.boot.Avoidable;

/** What to do about round trips that could be avoided. */
public final class Remedy {
  private Remedy() {}

  public static String of(Avoidable reason) {
    switch (reason) {
      case VALIDATION:
        return "Leave pool.validation=auto; remove the pool's test query and calls of isValid().";
      case ISOLATION:
        return "Set the isolation level once, as the pool's, and not for each transaction.";
      case READ_ONLY:
        return "Leave the driver's readOnlyMode=transaction: the setting travels with BEGIN.";
      case SEARCH_PATH:
        return "Set the schema once (session.schema), or name it in the statements.";
      case READ_ONLY_COMMIT:
        return "Run a single statement that reads without a transaction.";
      case REPEAT:
        return "Fetch it once for all, with a join or = ANY (?).";
      default:
        return "Send it as a batch (addBatch), with reWriteBatchedInserts=true.";
    }
  }
}
