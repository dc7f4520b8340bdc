package io.tripmeter.signals.page;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.overview.OverviewDocument;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.statements.TopStatements;
import io.tripmeter.signals.waterfall.SlowRequests;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the listener at metrics.listen. A failure to start is only logged. A port that is taken is tried again. */
public final class Page {
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final String listen;
  private final Responder responder;
  private @Nullable Listener listener;

  /** The latest address, at which it listens again after a checkpoint. */
  private @Nullable String address;

  private boolean started;
  private boolean stopped;

  public Page(
      Settings settings,
      Telemetry telemetry,
      SeenStatements statements,
      TopStatements top,
      SlowRequests slow) {
    listen = settings.text(Option.METRICS_LISTEN);
    responder = new Responder(
        new AllowedHosts(listen, settings.text(Option.METRICS_HOSTS)),
        telemetry,
        new OverviewDocument(settings, telemetry, statements, top, slow),
        top);
  }

  /** Called on the background thread. Returns when the listener is started or has failed to start. */
  public void start() {
    synchronized (this) {
      if (started || listen.equals("off")) {
        return;
      }
      started = true;
    }
    if (!open(listen, true)) {
      AgentThread.daemon("tripmeter-listen", this::tryAgain).start();
    }
    Checkpoint.around(this::beforeCheckpoint, this::afterRestore);
  }

  /** Retries because the port may become free, for instance when an old instance of the same service exits. */
  private void tryAgain() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      do {
        TimeUnit.MILLISECONDS.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      } while (!open(listen, false));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if another attempt makes sense, because the address is in use. */
  private synchronized boolean open(String where, boolean first) {
    if (stopped || listener != null) {
      return true;
    }
    try {
      Listener opened = Listener.open(where, responder);
      listener = opened;
      address = opened.address();
      Log.info("metrics listening").field("address", opened.address()).write();
      return true;
    } catch (BindException taken) {
      if (first) {
        Log.warn("metrics.listen: no metrics, health and page until this address can be used;"
                + " it is tried again now and then")
            .field("address", where)
            .error(taken)
            .write();
      }
      return false;
    } catch (IOException | RuntimeException | LinkageError e) {
      Log.warn("metrics.listen: no metrics, health and page; give another address, or off")
          .field("address", where)
          .error(e)
          .write();
      return true;
    }
  }

  private synchronized void beforeCheckpoint() {
    Listener open = listener;
    listener = null;
    if (open != null) {
      open.close();
    }
  }

  private void afterRestore() {
    String where = address();
    if (where != null && !open(where, true)) {
      AgentThread.daemon("tripmeter-listen", this::tryAgain).start();
    }
  }

  /** The latest {@code host:port} with the actual port; null if it never listened. */
  public synchronized @Nullable String address() {
    return address;
  }

  /** Stops listening; for tests. */
  synchronized void stop() {
    stopped = true;
    beforeCheckpoint();
  }
}
