package io.tripmeter.boot;

/** What a round trip was for. The names are part of the contract: they are metric labels and attribute suffixes in lower case. */
public enum TripKind {
  CONNECT,
  QUERY,
  FETCH,
  COMMIT,
  ROLLBACK,
  VALIDATE,
  SESSION,
  METADATA,
  COPY,
  CANCEL,
  OTHER;

  private static final TripKind[] ALL = values();

  private final String label;

  TripKind() {
    label = name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The number of kinds. */
  public static int count() {
    return ALL.length;
  }

  /** The kind with this {@link #ordinal()}. */
  public static TripKind of(int ordinal) {
    return ALL[ordinal];
  }

  public String label() {
    return label;
  }

  /** Whether timeouts of ours are meant for it: what ends a transaction, sets something or looks whether the server is there takes no time. */
  boolean isTimed() {
    return this == QUERY || this == FETCH || this == COPY || this == METADATA || this == OTHER;
  }

  /** Opening a connection and cancelling a statement are no part of what a request costs; they are counted apart. */
  public boolean belongsToRequest() {
    return this != CONNECT && this != CANCEL;
  }
}
