package io.tripmeter.sample;

import org.jspecify.annotations.Nullable;

/** An item as sent by the client. Any field may be missing until {@link #isComplete}. */
record OrderItem(@Nullable String product, int quantity, int unitPriceCents) {

  boolean isComplete() {
    return product != null && !product.isBlank() && quantity > 0 && unitPriceCents >= 0;
  }

  long priceCents() {
    return (long) quantity * unitPriceCents;
  }
}
