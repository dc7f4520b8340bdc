package io.tripmeter.pool;

import io.tripmeter.pgjdbc.DriverClasses;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose connections a pool will have, as far as its configuration tells before one is opened. */
public enum Target {
  POSTGRESQL,
  /** Another database's: the pool is none of Tripmeter's. */
  OTHER,
  /** A data source that may lead anywhere: its first connection tells. */
  UNKNOWN;

  /** pgjdbc's own URL, or one of a driver around it: jdbc:p6spy:postgresql://..., jdbc:aws-wrapper:postgresql://... */
  private static final Pattern URL =
      Pattern.compile("jdbc:(postgresql:.*|([a-z0-9+.-]+:)+postgresql://.*)", Pattern.DOTALL);

  public static Target ofUrl(@Nullable String url) {
    if (url == null || !url.startsWith("jdbc:")) {
      return UNKNOWN;
    }
    if (URL.matcher(url).matches()) {
      return POSTGRESQL;
    }
    return url.contains("postgresql") ? UNKNOWN : OTHER;
  }

  /** By the name of a class that the pool will make the data source of. */
  public static Target ofDataSource(String className) {
    return DriverClasses.isOne(className) ? POSTGRESQL : UNKNOWN;
  }

  /** An application's own data source may extend the driver's. */
  public static Target ofDataSource(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (DriverClasses.isOne(each.getName())) {
        return POSTGRESQL;
      }
    }
    return UNKNOWN;
  }
}
