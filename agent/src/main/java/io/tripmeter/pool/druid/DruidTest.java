package io.tripmeter.pool.druid;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.pool.TestQuery;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** The test of a connection that is lent ({@code testOnBorrow}, {@code testWhileIdle}) or was just opened: by a statement. */
final class DruidTest {
  /** What Druid takes for this driver: it runs the {@code validationQuery}, else a {@code SELECT 'x'}. */
  private static final String OWN = Druid.PACKAGE + "pool.vendor.PGValidConnectionChecker";

  private DruidTest() {}

  /** Null for an application's own test, of which nobody knows what it asks, and where there is none. */
  static @Nullable BorrowTest of(ReflectiveAccess config) throws ReflectiveOperationException {
    Object checker = config.call("getValidConnectionChecker");
    Object query = config.call("getValidationQuery");
    boolean isOwn = checker != null && checker.getClass().getName().equals(OWN);
    String text = query == null ? "" : query.toString();
    boolean isNone = checker == null && text.isEmpty();
    if (isNone || (checker != null && !isOwn) || !TestQuery.isPlain(text)) {
      return null;
    }
    int seconds = config.number("getValidationQueryTimeout");
    return new BorrowTest(seconds > 0 ? seconds : TestQuery.UNLIMITED_SECONDS, 0, true, true);
  }
}
