package io.tripmeter.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON (RFC 8259) into maps, lists, texts, doubles, booleans and nulls. */
final class JsonReader {
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
      return reader.next() == 0 && value instanceof Map ? (Map<?, ?>) value : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
      return null;
    }
  }

  /** The next character that is no space; 0 at the end. */
  private char next() {
    while (at < text.length() && text.charAt(at) <= ' ') {
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
    if (!take(wanted)) {
      throw new IllegalArgumentException();
    }
  }

  private @Nullable Object value() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException();
    }
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
      return c;
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private @Nullable Object word() {
    int from = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
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
        return Double.valueOf(word);
    }
  }
}
