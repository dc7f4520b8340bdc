package io.tripmeter.connect;

import io.tripmeter.pooler.Address;
import org.jspecify.annotations.Nullable;

/**
 * Whose direct endpoint the {@code endpoint.direct} of all pools is. It names one server, and an application may talk to several: the
 * credentials of another one must not go there. One for the JVM; any thread.
 */
final class DirectClaim {
  private @Nullable Address holder;
  private boolean holderIsPooler;

  /** Whether it belongs to this address: to the first one that is a pooler, and until one comes to the first one at all. */
  synchronized boolean isOf(Address given, boolean isPooler) {
    boolean isHolder = holder != null && holder.isSamePlace(given);
    if (holder == null || isHolder || (isPooler && !holderIsPooler)) {
      holderIsPooler = isPooler || (isHolder && holderIsPooler);
      holder = given;
      return true;
    }
    return false;
  }
}
