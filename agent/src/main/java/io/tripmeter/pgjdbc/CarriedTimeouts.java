package io.tripmeter.pgjdbc;

import io.tripmeter.boot.SessionTimeouts;
import io.tripmeter.boot.TimeoutCalls;
import io.tripmeter.boot.TimeoutTexts;
import io.tripmeter.boot.TripStream;
import io.tripmeter.log.Log;
import io.tripmeter.reflect.Mirror;
import io.tripmeter.session.StartupPlan;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Which timeouts of ours each open connection carries, by the driver's query executor. */
final class CarriedTimeouts {
  private static final TimeoutTexts NONE = new TimeoutTexts(0, 0, 0, TimeoutTexts.Carrier.SESSION);

  /** Each connection's stream keeps its own, so that nothing here keeps a web application's loader alive. */
  private final WeakIdentityMap<WeakReference<SessionTimeouts>> all = new WeakIdentityMap<>();

  /** The connection is open. */
  void carry(Object executor, TripStream stream, @Nullable StartupPlan plan)
      throws ReflectiveOperationException {
    int process = Mirror.of(executor).number("getBackendPID");
    SessionTimeouts carried = new SessionTimeouts(executor, stream, process, texts(plan));
    stream.keep(carried);
    all.put(executor, new WeakReference<>(carried));
  }

  /** More is known of what the connection carries. */
  void follow(Connection connection, StartupPlan plan) {
    try {
      SessionTimeouts known = of(Mirror.of(connection).get("getQueryExecutor"));
      if (known != null) {
        known.carry(texts(plan));
      }
    } catch (ReflectiveOperationException unknown) {
      // Of such a driver's connections none carries any.
    }
  }

  private static TimeoutTexts texts(@Nullable StartupPlan plan) {
    TimeoutTexts texts = plan == null ? NONE : plan.timeouts();
    if (texts.isAny()) {
      TimeoutCalls.carry();
    }
    return texts;
  }

  @Nullable
  SessionTimeouts of(Object executor) {
    WeakReference<SessionTimeouts> found = all.get(executor);
    return found == null ? null : found.get();
  }

  /** As {@link io.tripmeter.boot.Hooks.Connections#begin}. */
  static @Nullable Object begin(Object executor, Object query, int lift) {
    try {
      return Rider.lifting(executor, query, lift);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.warn("timeouts of Tripmeter's cannot be lifted at the beginning of a transaction:"
              + " the driver's version is unknown, please report it")
          .error(unknown)
          .once("lift")
          .write();
      return null;
    }
  }
}
