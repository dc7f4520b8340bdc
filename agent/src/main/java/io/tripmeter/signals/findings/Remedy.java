package io.tripmeter.signals.findings;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.config.Settings;

/** What to do about round trips that could be avoided. */
public enum Remedy {
  VALIDATION(
      "Leave pool.validation=auto; remove the pool's test query and calls of isValid().",
      "Remove mode=advise: then Tripmeter answers the pool's tests. Or remove the pool's test query and calls of isValid().",
      "connections are tested by asking the server"),
  ISOLATION(
      "Set the isolation level once, as the pool's, and not for each transaction.",
      "the isolation level is asked for or set"),
  READ_ONLY(
      "Leave the driver's readOnlyMode=transaction: the setting travels with BEGIN.",
      "connections are made read-only by asking the server"),
  SEARCH_PATH(
      "Set the schema once (session.schema), or name it in the statements.",
      "Set the schema once (session.schema, and no mode=advise), or name it in the statements.",
      "the schema is asked for or set"),
  READ_ONLY_COMMIT(
      "Run a single statement that reads without a transaction.",
      "transactions that could change nothing are committed"),
  REPEAT("Fetch it once for all, with a join or = ANY (?).", "a statement is repeated"),
  SINGLE_WRITE(
      "Send it as a batch (addBatch); INSERTs with reWriteBatchedInserts=true.",
      "rows are written one by one");

  /** For a statement that a persistence framework repeats to load an association. */
  static final String LAZY =
      "Fetch the association with what it belongs to (JOIN FETCH, an entity graph), or load it in batches.";

  private final String text;

  /** In {@code mode=advise}, where Tripmeter does none of it. */
  private final String advised;

  private final String what;

  Remedy(String text, String what) {
    this(text, text, what);
  }

  Remedy(String text, String advised, String what) {
    this.text = text;
    this.advised = advised;
    this.what = what;
  }

  public static Remedy of(Avoidable reason) {
    return valueOf(reason.name());
  }

  /** One sentence or two. */
  public String text(Settings settings) {
    return settings.adviseOnly() ? advised : text;
  }

  /** What happens, as the second half of a sentence. */
  String what() {
    return what;
  }
}
