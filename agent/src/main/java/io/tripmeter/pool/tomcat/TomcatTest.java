package io.tripmeter.pool.tomcat;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.pool.TestQuery;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** The test of a connection that is lent ({@code testOnBorrow}): by a {@code validationQuery}, else by isValid. */
final class TomcatTest {
  private TomcatTest() {}

  /** Null for an application's own test, of which nobody knows what it asks. */
  static @Nullable BorrowTest of(ReflectiveAccess config) throws ReflectiveOperationException {
    Object query = config.call("getValidationQuery");
    Object interval = config.call("getValidationInterval");
    if (config.call("getValidator") != null
        || !TomcatConfiguration.canValidate(config)
        || !(interval instanceof Long)
        || (query != null && !TestQuery.isPlain(query.toString()))) {
      return null;
    }
    int seconds = config.number("getValidationQueryTimeout");
    return new BorrowTest(
        seconds > 0 ? seconds : TestQuery.UNLIMITED_SECONDS,
        (Long) interval,
        query != null,
        config.call("getInitSQL") == null);
  }
}
