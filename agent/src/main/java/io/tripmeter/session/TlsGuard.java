package io.tripmeter.session;

import io.tripmeter.boot.StartupGuard;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.pgjdbc.DriverTransport;
import io.tripmeter.signals.metrics.TransportFlaw;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code tls.require} and {@code tls.verify} to one connect. A refusal comes before the startup packet; with {@code
 * sslmode=allow}, where the driver turns to TLS if the server demands it, before the password.
 */
final class TlsGuard implements StartupGuard {
  private static final String REFUSE = "refuse";
  private static final String OFF = "off";

  /** invalid_authorization_specification, which a server says that wants TLS. */
  private static final String STATE = "28000";

  private final Settings settings;
  private final String pool;
  private volatile @Nullable TlsFinding found;

  /** @param settings the pool's */
  TlsGuard(Settings settings, String pool) {
    this.settings = settings;
    this.pool = pool;
  }

  @Override
  public boolean mayStart(Object stream, @Nullable Object properties) {
    TlsFinding now = null;
    try {
      if (properties instanceof Properties) {
        now = TlsFinding.of(DriverTransport.of(stream), (Properties) properties);
      }
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.warn("TLS policy not applied: the driver's version is unknown, please report it")
          .error(unknown)
          .once("tls")
          .write();
    }
    found = now;
    return now == null || now.mayTurnToTls() || !isRefused(now);
  }

  @Override
  public boolean mayLogIn() {
    TlsFinding now = found;
    return now == null || !isRefused(now);
  }

  private boolean isRefused(TlsFinding now) {
    return level(deciding(now), now).equals(REFUSE) && !settings.adviseOnly();
  }

  /** The stricter of two options, where both are about it: what is not encrypted does not show who answers either. */
  private Option deciding(TlsFinding now) {
    Option verify = Option.TLS_VERIFY;
    if (now.isEncrypted()) {
      return verify;
    }
    String asked = level(Option.TLS_REQUIRE, now);
    return asked.equals(OFF) || (settings.text(verify).equals(REFUSE) && !asked.equals(REFUSE))
        ? verify
        : Option.TLS_REQUIRE;
  }

  private String level(Option option, TlsFinding now) {
    if (settings.has(option)) {
      return settings.text(option);
    }
    return now.isToPublicAddress() ? "warn" : OFF;
  }

  /** The driver has opened the connection. Returns what is told of it, null if nothing is. */
  @Nullable
  TransportFlaw opened() {
    TlsFinding now = found;
    if (now == null) {
      return null;
    }
    Option option = deciding(now);
    if (level(option, now).equals(OFF)) {
      return null;
    }
    tell(
        now,
        option,
        Log.warn(
            now.isEncrypted()
                ? "DB connection to another host does not verify who answers"
                : "DB connection to another host is not encrypted"));
    return new TransportFlaw(now.host(), now.isEncrypted(), now.why(), now.change());
  }

  /** What the application gets in place of what the driver said, whose stream was closed. */
  SQLException refusal(SQLException drivers) {
    TlsFinding now = found;
    if (now == null) {
      return drivers;
    }
    Option option = deciding(now);
    tell(now, option, Log.warn("DB connection to another host refused by " + option.key()));
    SQLException refusal = new SQLException(
        "Tripmeter's " + option.key() + "=refuse (" + settings.source(option)
            + ") does not let this connection to " + now.host() + " be used: " + now.why()
            + ". No password was sent. Change: " + now.change(),
        STATE);
    String state = drivers.getSQLState();
    if (state != null && state.startsWith("28")) {
      // The server had refused TLS before.
      refusal.initCause(drivers);
    }
    return refusal;
  }

  private void tell(TlsFinding now, Option option, LogEvent event) {
    event
        .pool(pool)
        .field("host", now.host())
        .field("why", now.why())
        .field("change", now.change())
        .field("off", option.key() + "=off")
        .once("tls " + option.key() + ' ' + now.isEncrypted() + ' ' + pool + ' ' + now.host())
        .write();
  }
}
