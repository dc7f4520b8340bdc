package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** Units of work of a kind that knows nothing but its own name. */
public final class TestUnits {
  private static final UnitOfWork.Kind KIND = new UnitOfWork.Kind() {
    @Override
    public String label() {
      return "test";
    }

    @Override
    public String nameKey() {
      return "test";
    }

    @Override
    public String name(Object subject) {
      return String.valueOf(subject);
    }
  };

  private TestUnits() {}

  /** This thread works for it. */
  public static void onThisThread(@Nullable UnitOfWork unit) {
    ThreadState.current().work.unit = unit;
  }

  /** A round trip of it. */
  public static void asks(UnitOfWork unit) {
    unit.cost().trip(TripKind.QUERY, 0);
  }

  /** Round trips of it on a link of so many milliseconds, which took so long together. */
  public static void costs(UnitOfWork unit, int trips, long link, long millis) {
    for (int i = 0; i < trips; i++) {
      unit.cost().trip(TripKind.QUERY, link * 1_000_000);
    }
    unit.cost().spent(millis * 1_000_000);
  }

  /** As {@link #costs}, and nobody knows how long the link is. */
  public static void costs(UnitOfWork unit, int trips, long millis) {
    for (int i = 0; i < trips; i++) {
      unit.cost().trip(TripKind.QUERY, -1);
    }
    unit.cost().spent(millis * 1_000_000);
  }

  /** A borrow of it took so long, of which the driver's calls took a part. */
  public static void waits(UnitOfWork unit, long millis, long inDriver) {
    unit.cost().waited(millis * 1_000_000, inDriver * 1_000_000);
  }

  /** It opened a connection. */
  public static void opens(UnitOfWork unit, long millis) {
    unit.cost().spent(millis * 1_000_000);
    unit.cost().opened(millis * 1_000_000);
  }

  public static UnitOfWork begin() {
    return begin(0);
  }

  /** @param index of the kind */
  static UnitOfWork begin(int index) {
    return UnitOfWork.begin(KIND, index);
  }
}
