package io.tripmeter.pool;

import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** The statements that a pool runs on each new connection, of a configuration with a list of them. */
public final class InitStatements {
  private InitStatements() {}

  /** As one text; null if there are none. */
  public static @Nullable String of(Object config) throws ReflectiveOperationException {
    StringBuilder all = new StringBuilder();
    Object statements = ReflectiveAccess.of(config).call("getConnectionInitSqls");
    if (statements instanceof Iterable) {
      for (Object each : (Iterable<?>) statements) {
        all.append(all.length() == 0 ? "" : "; ").append(each);
      }
    }
    return all.length() == 0 ? null : all.toString();
  }
}
