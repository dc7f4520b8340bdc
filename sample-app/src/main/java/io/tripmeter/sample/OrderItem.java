package io.tripmeter.sample;

import org.jspecify.annotations.Nullable;

/** As a caller sends it: nothing of it is certain before {@link #isComplete}. */
record OrderItem(@Nullable String product, int quantity, int unitPriceCents) {

  boolean isComplete() {
    return product != null && !product.isBlank() && quantity > 0 && unitPriceCents >= 0;
  }

  long priceCents() {
    return (long) quantity * unitPriceCents;
  }
}
