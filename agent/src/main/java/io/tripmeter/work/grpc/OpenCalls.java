package io.tripmeter.work.grpc;

import io.tripmeter.boot.WeakIdentities;
import org.jspecify.annotations.Nullable;

/**
 * Open calls by the object that gRPC has for each, which is no map and has no attributes that can be set. One that never ends is collected, for
 * an open call does not lead to that object.
 */
final class OpenCalls {
  private final WeakIdentities<OpenCall> calls = new WeakIdentities<>();

  @Nullable
  OpenCall get(Object call) {
    return calls.get(call);
  }

  /** The one that is known, or a new one. */
  OpenCall open(Object call) {
    OpenCall known = calls.get(call);
    if (known != null) {
      return known;
    }
    OpenCall fresh = new OpenCall();
    OpenCall others = calls.putIfAbsent(call, fresh);
    return others == null ? fresh : others;
  }

  @Nullable
  OpenCall remove(Object call) {
    return calls.remove(call);
  }
}
