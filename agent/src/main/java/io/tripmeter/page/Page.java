package io.tripmeter.page;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.slowquery.SeenStatements;
import io.tripmeter.telemetry.Telemetry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The listener at metrics.listen. What keeps it from starting is a log line and nothing more. */
public final class Page {
  private static final long START_MILLIS = 10_000;

  private final String listen;
  private final Responder responder;
  private volatile @Nullable Listener listener;
  private boolean started;

  public Page(Settings settings, Telemetry telemetry, SeenStatements statements) {
    listen = settings.text(Option.METRICS_LISTEN);
    responder = new Responder(
        new AllowedHosts(listen), telemetry, new Overview(settings, telemetry, statements));
  }

  /** Once, on the background thread, when the first pool or connection is seen; returns when it listens or cannot. */
  public synchronized void start() {
    if (started || listen.equals("off")) {
      return;
    }
    started = true;
    // The JDK's server starts a thread that is a daemon only if its creator is one.
    Thread starter = new Thread(this::listen, "tripmeter-listen");
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join(START_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try {
      Listener opened = Listener.open(listen, responder);
      listener = opened;
      Log.info("metrics listening").field("address", opened.address()).write();
    } catch (IOException | RuntimeException e) {
      Log.warn("metrics.listen: no metrics, health and page; give another address, or off")
          .field("address", listen)
          .error(e)
          .write();
    } catch (LinkageError e) {
      Log.warn(
              "metrics.listen: no metrics, health and page, because this Java runtime has no module jdk.httpserver")
          .write();
    }
  }

  /** {@code host:port} that is listened on, with the port that was picked; null if none is. */
  public @Nullable String address() {
    Listener open = listener;
    return open == null ? null : open.address();
  }

  /** Stops listening; for tests. */
  void stop() {
    Listener open = listener;
    if (open != null) {
      open.close();
    }
  }
}
