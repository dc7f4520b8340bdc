package io.tripmeter.pool;

import java.util.regex.Pattern;

/** A statement by which a pool tests its connections. */
public final class TestQuery {
  /** Longer than anything that a server which is up takes, and shorter than the kernel tries to reach one that is not. */
  public static final int UNLIMITED_SECONDS = 130;

  private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|--[^\\n]*", Pattern.DOTALL);

  /** What every server answers that is there: a query of anything else may be about what the application needs. */
  private static final Pattern PLAIN = Pattern.compile(
      "\\s*(select\\s+(\\d+|'[^'\\\\]*'|true|version\\s*\\(\\s*\\)|now\\s*\\(\\s*\\)|current_(timestamp|date|time))"
          + "(\\s+as\\s+\\w+)?)?\\s*;?\\s*",
      Pattern.CASE_INSENSITIVE);

  private TestQuery() {}

  /** Whether it asks nothing but whether the server answers. */
  public static boolean isPlain(String query) {
    String bare = COMMENTS.matcher(query).replaceAll(" ");
    // What looks like a comment may be in a literal.
    boolean isClear = bare.equals(query) || query.indexOf('\'') < 0;
    return isClear && PLAIN.matcher(bare).matches();
  }
}
