package io.tripmeter.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Schema names separated by commas. A name without quotes is taken literally, including upper case and reserved words. A name in double
 * quotes may contain any character but control characters.
 */
final class SchemasType implements ValueType {
  // NAMEDATALEN - 1 bytes; the server would truncate a longer name.
  private static final String PLAIN = "[A-Za-z_$][A-Za-z0-9_$]{0,62}";
  private static final String QUOTED = "\"(?:[^\"\\p{Cntrl}]|\"\"){1,63}\"";
  private static final String NAME = "(?:" + PLAIN + "|" + QUOTED + ")";
  private static final Pattern NAMES = Pattern.compile(NAME + "(?: *, *" + NAME + ")*");

  @Override
  public @Nullable Object parse(String text) {
    return NAMES.matcher(text).matches() ? text : null;
  }

  @Override
  public String accepted() {
    return "a schema's name, or several with commas between, each of letters, digits, _ and $, at most 63, not starting with a digit, or"
        + " in double quotes";
  }
}
