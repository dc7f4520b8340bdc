package io.tripmeter.boot;

/** Why a round trip of a unit of work could be avoided. The labels are part of the contract. */
public enum Avoidable {
  /** The connection was validated by asking the server. */
  VALIDATION,
  /** The isolation level was asked for, set, or set back. */
  ISOLATION,
  /** The connection was made read-only, or read-write again. */
  READ_ONLY,
  /** The schema was asked for, set, or set back. */
  SEARCH_PATH,
  /** A transaction that could change nothing was committed. */
  READ_ONLY_COMMIT,
  /** A statement that reads was repeated from one place: all executions but the first. */
  REPEAT,
  /** A statement that writes was repeated from one place: all executions but the first. */
  SINGLE_WRITE;

  private static final Avoidable[] ALL = values();

  private final String label;

  Avoidable() {
    label = name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The number of reasons. */
  public static int count() {
    return ALL.length;
  }

  /** The reason with this {@link #ordinal()}. */
  public static Avoidable of(int ordinal) {
    return ALL[ordinal];
  }

  public String label() {
    return label;
  }
}
