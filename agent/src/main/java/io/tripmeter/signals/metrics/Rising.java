package io.tripmeter.signals.metrics;

import java.util.function.DoubleSupplier;

/** A count that may begin again at zero, added to what it was before: registries that report differences would report a negative one. Any thread. */
final class Rising implements DoubleSupplier {
  private final DoubleSupplier count;
  private double before;
  private double last;

  Rising(DoubleSupplier count) {
    this.count = count;
  }

  @Override
  public synchronized double getAsDouble() {
    double now = count.getAsDouble();
    if (now < last) {
      before += last;
    }
    last = now;
    return before + now;
  }
}
