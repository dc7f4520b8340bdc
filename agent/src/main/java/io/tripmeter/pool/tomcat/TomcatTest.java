package io.tripmeter.pool.tomcat;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The test of a connection that is lent ({@code testOnBorrow}): by a {@code validationQuery}, else by isValid. */
final class TomcatTest {
  /** Longer than anything that a server which is up takes, and shorter than the kernel tries to reach one that is not. */
  private static final int UNLIMITED_SECONDS = 130;

  private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|--[^\\n]*", Pattern.DOTALL);

  /** What every server answers that is there: a query of anything else may be about what the application needs. */
  private static final Pattern PLAIN = Pattern.compile(
      "\\s*(select\\s+(\\d+|'[^'\\\\]*'|true|version\\s*\\(\\s*\\)|now\\s*\\(\\s*\\)|current_(timestamp|date|time))"
          + "(\\s+as\\s+\\w+)?)?\\s*;?\\s*",
      Pattern.CASE_INSENSITIVE);

  private TomcatTest() {}

  /** Null for an application's own test, of which nobody knows what it asks. */
  static @Nullable BorrowTest of(ReflectiveAccess config) throws ReflectiveOperationException {
    Object query = config.call("getValidationQuery");
    Object interval = config.call("getValidationInterval");
    if (config.call("getValidator") != null
        || !TomcatConfiguration.canValidate(config)
        || !(interval instanceof Long)
        || (query != null && !isPlain(query.toString()))) {
      return null;
    }
    int seconds = config.number("getValidationQueryTimeout");
    return new BorrowTest(
        seconds > 0 ? seconds : UNLIMITED_SECONDS,
        (Long) interval,
        query != null,
        config.call("getInitSQL") == null);
  }

  static boolean isPlain(String query) {
    String bare = COMMENTS.matcher(query).replaceAll(" ");
    // What looks like a comment may be in a literal.
    boolean isClear = bare.equals(query) || query.indexOf('\'') < 0;
    return isClear && PLAIN.matcher(bare).matches();
  }
}
