package io.tripmeter.weave;

import org.jspecify.annotations.Nullable;

/** Methods by name and beginning or end of their descriptor, see {@link Weaving}. */
final class MethodSelector {
  private final String name;
  private final String begin;
  private final String end;
  private final @Nullable String descriptor;

  /** @param descriptor which it must have; null for any */
  MethodSelector(String selector, @Nullable String descriptor) {
    int open = selector.indexOf('(');
    int close = selector.indexOf(')');
    name = open >= 0
        ? selector.substring(0, open)
        : close >= 0 ? selector.substring(0, close) : selector;
    begin = open >= 0 ? selector.substring(open) : "";
    end = open < 0 && close >= 0 ? selector.substring(close) : "";
    this.descriptor = descriptor;
  }

  boolean matches(String method, String found) {
    return (name.equals("*") || name.equals(method))
        && found.startsWith(begin)
        && found.endsWith(end)
        && (descriptor == null || descriptor.equals(found));
  }
}
