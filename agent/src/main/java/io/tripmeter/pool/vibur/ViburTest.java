package io.tripmeter.pool.vibur;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.pool.TestQuery;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** The test of a connection that is lent after it was idle for some time: by a {@code testConnectionQuery}, or by isValid. */
final class ViburTest {
  /** The query that stands for the driver's method. */
  private static final String IS_VALID = "isValid";

  private ViburTest() {}

  /** Null for a query that may ask for more than whether the server answers. */
  static @Nullable BorrowTest of(ReflectiveAccess config) throws ReflectiveOperationException {
    Object query = config.call("getTestConnectionQuery");
    boolean isQuery = query != null && !query.equals(IS_VALID);
    if (query != null && isQuery && !TestQuery.isPlain(query.toString())) {
      return null;
    }
    int seconds = config.number("getValidateTimeoutInSeconds");
    return new BorrowTest(seconds > 0 ? seconds : TestQuery.UNLIMITED_SECONDS, 0, isQuery, false);
  }

  /** Versions before 22 look once, when they are started, whether they shall ever test. */
  static boolean always(ReflectiveAccess config) throws ReflectiveOperationException {
    boolean never = config.number("getConnectionIdleLimitInSeconds") < 0;
    boolean isDecided = config.has("getConnHooks")
        && ReflectiveAccess.of(config.get("getConnHooks")).has("onValidate");
    if (never && isDecided) {
      return false;
    }
    if (config.call("getTestConnectionQuery") == null) {
      config.call("setTestConnectionQuery", IS_VALID);
    }
    config.call("setConnectionIdleLimitInSeconds", 0);
    return true;
  }
}
