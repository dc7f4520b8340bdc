package io.tripmeter.migration;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A version as Flyway compares it: number by number, separated by dots or underscores. Trailing zeros do not count (Flyway's
 * MigrationVersion). Immutable.
 */
final class FlywayVersion implements Comparable<FlywayVersion> {
  private final String text;
  private final List<BigInteger> parts;

  private FlywayVersion(String text, List<BigInteger> parts) {
    this.text = text;
    this.parts = parts;
  }

  /** A part that is not a number counts as zero. */
  static FlywayVersion of(String text) {
    List<BigInteger> parts = new ArrayList<>();
    for (String part : text.split("[._]")) {
      parts.add(part.matches("[0-9]+") ? new BigInteger(part) : BigInteger.ZERO);
    }
    while (!parts.isEmpty() && parts.get(parts.size() - 1).signum() == 0) {
      parts.remove(parts.size() - 1);
    }
    return new FlywayVersion(text, parts);
  }

  @Override
  public int compareTo(FlywayVersion other) {
    int length = Math.max(parts.size(), other.parts.size());
    for (int i = 0; i < length; i++) {
      int difference = part(i).compareTo(other.part(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlywayVersion && parts.equals(((FlywayVersion) other).parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
