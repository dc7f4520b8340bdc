package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Histogram;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One series: a metric's name, its labels, and where the numbers are read. Registries show it: the agent's own, and those of the application. A
 * registry may hold it weakly, because the {@link Catalogue} holds it as long as what it is about exists. Any thread; reads without a lock.
 */
public final class Series {
  /** What the numbers mean. */
  public enum Type {
    /** {@link #value} never falls. */
    COUNTER,
    /** {@link #value} is NaN if unknown. */
    GAUGE,
    /** A distribution of nanoseconds. */
    DURATIONS,
    /** A distribution of small numbers. */
    NUMBERS
  }

  private final Type type;
  private final String name;
  private final String description;
  private final List<String> labels;
  private final boolean inSeconds;
  private final DoubleSupplier value;
  private final Supplier<List<Histogram>> histograms;

  private Series(
      Type type,
      String name,
      String description,
      boolean inSeconds,
      DoubleSupplier value,
      Supplier<List<Histogram>> histograms,
      String[] labels) {
    this.type = type;
    this.name = name;
    this.description = description;
    this.inSeconds = inSeconds;
    this.value = value;
    this.histograms = histograms;
    this.labels = Collections.unmodifiableList(Arrays.asList(labels));
  }

  static Series counter(String name, String description, DoubleSupplier value, String... labels) {
    return single(Type.COUNTER, name, description, false, value, labels);
  }

  static Series counterOfSeconds(
      String name, String description, DoubleSupplier value, String... labels) {
    return single(Type.COUNTER, name, description, true, value, labels);
  }

  static Series gauge(String name, String description, DoubleSupplier value, String... labels) {
    return single(Type.GAUGE, name, description, false, value, labels);
  }

  static Series gaugeOfSeconds(
      String name, String description, DoubleSupplier value, String... labels) {
    return single(Type.GAUGE, name, description, true, value, labels);
  }

  private static Series single(
      Type type,
      String name,
      String description,
      boolean inSeconds,
      DoubleSupplier value,
      String[] labels) {
    return new Series(
        type, name, description, inSeconds, value, Collections::<Histogram>emptyList, labels);
  }

  /** A distribution whose values are in histograms with the same bounds. */
  static Series of(
      Type distribution,
      String name,
      String description,
      Supplier<List<Histogram>> histograms,
      String... labels) {
    boolean inSeconds = distribution == Type.DURATIONS;
    return new Series(
        distribution, name, description, inSeconds, () -> Double.NaN, histograms, labels);
  }

  public Type type() {
    return type;
  }

  public boolean isDistribution() {
    return type == Type.DURATIONS || type == Type.NUMBERS;
  }

  /** As Micrometer spells names: {@code tripmeter.round_trips}. */
  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  /** {@code seconds}, or null if the name says what is counted. */
  public @Nullable String unit() {
    return inSeconds ? "seconds" : null;
  }

  /** A name and its value, and so on. */
  public List<String> labels() {
    return labels;
  }

  /** Of a counter or a gauge. */
  public double value() {
    return value.getAsDouble();
  }

  /** Of a distribution: how many values it has. */
  public long count() {
    long count = 0;
    for (Histogram histogram : histograms.get()) {
      count += histogram.count();
    }
    return count;
  }

  /** Of a distribution: the sum of its values. */
  public double total() {
    double sum = 0;
    for (Histogram histogram : histograms.get()) {
      sum += histogram.sum();
    }
    return sum;
  }

  /** Of a distribution: one histogram at least, all with the same bounds; their sum is the distribution. */
  List<Histogram> histograms() {
    return histograms.get();
  }
}
