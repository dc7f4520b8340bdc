package io.tripmeter.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) into maps, lists, texts, doubles, booleans and nulls. What it accepts can be printed as it is: control characters
 * that are not escaped are refused, also those that JSON would allow.
 */
final class JsonReader {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4}");
  private static final String SPACE = " \t\r\n";
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** Null if that is no JSON object. */
  static @Nullable Map<?, ?> object(@Nullable String text) {
    if (text == null) {
      return null;
    }
    JsonReader reader = new JsonReader(text);
    try {
      Object value = reader.value();
      return reader.isAtEnd() && value instanceof Map ? (Map<?, ?>) value : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
      return null;
    }
  }

  private boolean isAtEnd() {
    next();
    return at == text.length();
  }

  /** The next character that is no space; 0 at the end. */
  private char next() {
    while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean take(char wanted) {
    boolean isIt = next() == wanted;
    at += isIt ? 1 : 0;
    return isIt;
  }

  private void need(char wanted) {
    require(take(wanted));
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalArgumentException();
    }
  }

  private @Nullable Object value() {
    require(++depth <= DEEPEST);
    char first = next();
    Object value = first == '{' ? map() : first == '[' ? list() : first == '"' ? string() : word();
    depth--;
    return value;
  }

  private Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    need('{');
    if (!take('}')) {
      do {
        String name = string();
        need(':');
        map.put(name, value());
      } while (take(','));
      need('}');
    }
    return map;
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>();
    need('[');
    if (!take(']')) {
      do {
        list.add(value());
      } while (take(','));
      need(']');
    }
    return list;
  }

  private String string() {
    need('"');
    StringBuilder string = new StringBuilder();
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      require(!Character.isISOControl(c));
      string.append(c == '\\' ? escaped(text.charAt(at++)) : c);
    }
    return string.toString();
  }

  private char escaped(char c) {
    int known = "bfnrt".indexOf(c);
    if (known >= 0) {
      return "\b\f\n\r\t".charAt(known);
    }
    if (c != 'u') {
      require("\"\\/".indexOf(c) >= 0);
      return c;
    }
    at += 4;
    String hex = text.substring(at - 4, at);
    require(HEX.matcher(hex).matches());
    return (char) Integer.parseInt(hex, 16);
  }

  private @Nullable Object word() {
    int from = at;
    while (at < text.length() && (",]}" + SPACE).indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    switch (word) {
      case "null":
        return null;
      case "true":
      case "false":
        return word.equals("true");
      default:
        require(NUMBER.matcher(word).matches());
        return Double.valueOf(word);
    }
  }
}
