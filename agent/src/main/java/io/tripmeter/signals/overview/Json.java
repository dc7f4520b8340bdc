package io.tripmeter.signals.overview;

import io.tripmeter.log.Escape;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes JSON. What is unknown is null: a missing text, a negative count, a number that is none. */
public final class Json {
  private final StringBuilder out;

  public Json() {
    this(1024);
  }

  /** @param length that it may have in the end */
  public Json(int length) {
    out = new StringBuilder(length);
  }

  public Json beginObject() {
    separate();
    out.append('{');
    return this;
  }

  public Json beginObject(String name) {
    return name(name).beginObject();
  }

  public Json endObject() {
    out.append('}');
    return this;
  }

  public Json beginArray(String name) {
    name(name);
    out.append('[');
    return this;
  }

  public Json endArray() {
    out.append(']');
    return this;
  }

  private Json name(String name) {
    separate();
    out.append('"').append(name).append("\":");
    return this;
  }

  /** A comma, unless it is the first in its object or array, or the value of a name. A text's last character is its quote. */
  private void separate() {
    char last = out.length() == 0 ? '[' : out.charAt(out.length() - 1);
    if (last != '{' && last != '[' && last != ':') {
      out.append(',');
    }
  }

  public Json text(String name, @Nullable String text) {
    return text(name, text, Integer.MAX_VALUE);
  }

  /** @param most characters, of which the last says that something is missing */
  public Json text(String name, @Nullable String text, int most) {
    name(name);
    if (text == null) {
      out.append("null");
      return this;
    }
    return text(text, most);
  }

  /** @param most characters; cut if it is longer */
  public Json text(String text, int most) {
    return text(text.length() <= most ? text : cut(text, most - 1) + '\u2026');
  }

  private static String cut(String text, int length) {
    boolean halvesPair = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, halvesPair ? length - 1 : length);
  }

  /** An element of an array. */
  public Json text(String text) {
    separate();
    out.append('"');
    Escape.append(out, text, true);
    out.append('"');
    return this;
  }

  public Json flag(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  public Json number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  public Json count(String name, long value) {
    return name(name).count(value);
  }

  /** An element of an array. */
  public Json count(long value) {
    separate();
    if (value < 0) {
      out.append("null");
    } else {
      out.append(value);
    }
    return this;
  }

  /** With at most three decimals. */
  public Json decimal(String name, double value) {
    return name(name).decimal(value);
  }

  /** An element of an array. */
  public Json decimal(double value) {
    separate();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      out.append("null");
      return this;
    }
    long thousandths = Math.round(Math.abs(value) * 1_000);
    out.append(value < 0 && thousandths > 0 ? "-" : "").append(thousandths / 1_000);
    long decimals = thousandths % 1_000;
    if (decimals > 0) {
      out.append('.').append(Long.toString(1_000 + decimals).substring(1));
    }
    return this;
  }

  /** Nanoseconds as milliseconds; negative: unknown. */
  public Json millis(String name, long nanos) {
    return decimal(name, nanos < 0 ? Double.NaN : nanos / 1e6);
  }

  public Json nothing(String name) {
    return text(name, null);
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Half of a surrogate pair becomes a question mark, so the bytes are UTF-8. */
  public byte[] toBytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
