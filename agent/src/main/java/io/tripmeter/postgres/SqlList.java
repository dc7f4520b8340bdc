package io.tripmeter.postgres;

/** The content of one pair of brackets while it is written. Folds consecutive values, and groups that look alike. */
final class SqlList {
  private static final String MORE = "...";

  private final int start;
  private final boolean foldsItems;
  private final boolean foldsOne;
  private int itemStart;
  private int previousStart = -1;
  private int previousEnd = -1;
  private int groupStart = -1;
  private int groupEnd = -1;

  /**
   * @param start position after the opening bracket
   * @param foldsItems whether the items are a list and not the arguments of a function
   * @param foldsOne whether a list of one value is written like a list of several
   */
  SqlList(int start, boolean foldsItems, boolean foldsOne) {
    this.start = start;
    this.foldsItems = foldsItems;
    this.foldsOne = foldsOne;
    itemStart = start;
  }

  int start() {
    return start;
  }

  void beginItem(int at) {
    itemStart = at;
  }

  /** {@code ?, ?} becomes {@code ?...}; an item is compared with the one before it. */
  void endItem(StringBuilder out) {
    if (!foldsItems || start == 0 || itemStart >= out.length() || out.charAt(itemStart) != '?') {
      previousStart = -1;
      return;
    }
    if (previousStart < 0 || !same(out, previousStart, previousEnd, itemStart, out.length())) {
      previousStart = itemStart;
      previousEnd = out.length();
      return;
    }
    out.setLength(previousEnd);
    out.append(MORE);
  }

  void end(StringBuilder out) {
    boolean one = previousStart == start && previousEnd == out.length();
    if (foldsOne && one) {
      out.append(MORE);
    }
  }

  /** {@code (..), (..)} becomes {@code (..)}: any number of rows of VALUES. */
  void endGroup(StringBuilder out, int begin) {
    boolean next = groupEnd >= 0 && begin == groupEnd + 2 && out.charAt(groupEnd) == ',';
    if (next && same(out, groupStart, groupEnd, begin, out.length())) {
      out.setLength(groupEnd);
      return;
    }
    groupStart = begin;
    groupEnd = out.length();
  }

  private static boolean same(StringBuilder out, int start, int end, int otherStart, int otherEnd) {
    if (end - start != otherEnd - otherStart) {
      return false;
    }
    for (int i = 0; i < end - start; i++) {
      if (out.charAt(start + i) != out.charAt(otherStart + i)) {
        return false;
      }
    }
    return true;
  }
}
