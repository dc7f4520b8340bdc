package io.tripmeter.signals.spans.sdk;

import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says that spans get lost: at once, then at most once a minute, with how many batches were lost in between. Any thread. */
final class ExportFailures {
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final String endpoint;
  private long lost;
  private long lastNanos;
  private boolean said;

  ExportFailures(String endpoint) {
    this.endpoint = endpoint;
  }

  void refused(int status) {
    report("HTTP status " + status, null);
  }

  void failed(Throwable cause) {
    report(null, cause);
  }

  private synchronized void report(@Nullable String answer, @Nullable Throwable cause) {
    lost++;
    long now = System.nanoTime();
    if (said && now - lastNanos < PAUSE) {
      return;
    }
    said = true;
    lastNanos = now;
    LogEvent line = Log.warn(
            "spans were lost, the application is not affected: see that a collector answers at otlp.endpoint")
        .field("endpoint", endpoint)
        .field("batches", lost)
        .field("answer", answer);
    if (cause != null) {
      line.error(cause);
    }
    line.write();
    lost = 0;
  }
}
