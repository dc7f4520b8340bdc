package io.tripmeter.boot;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the driver for a connection, and what the wire shows of it: whether our startup packet was read and refused, before or
 * after a password was asked for. Written by the thread that opens the connection, which with a login timeout is the driver's own. Read by
 * the thread that asked for it.
 */
public final class ConnectAttempt extends ServerMessages {
  /** AuthenticationSASL: the answer to it proves nothing yet. */
  private static final int SASL = 10;

  private static final int SASL_FINAL = 12;

  /** By the properties that the driver hands from one thread to the other. */
  private static final Map<Object, ConnectAttempt> EXPECTED =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private final PoolStats pool;
  private final AttemptGate gate;
  private @Nullable Object properties;
  private @Nullable TripStream opened;
  private boolean abandoned;
  private boolean holds;
  private @Nullable StartupGuard guard;

  private volatile int startups;
  private volatile boolean asked;
  private volatile boolean authenticated;
  private volatile boolean refused;
  private volatile boolean refusedUnasked;
  private volatile boolean refusedAsked;
  private volatile boolean barred;

  /**
   * @param gate that it leads, or waits at; null for neither
   * @param round of the gate, in which it was begun
   */
  public ConnectAttempt(PoolStats pool, @Nullable ConnectGate gate, boolean leads, int round) {
    this.pool = pool;
    this.gate = new AttemptGate(gate, leads, round);
  }

  /** Before the driver is asked. */
  public void guard(StartupGuard by) {
    guard = by;
  }

  /**
   * The driver has made these of URL and properties, and may go on with them on another thread. It does so first of all; what is parsed
   * afterwards is for another connection, that a socket factory of the application's opens for example.
   */
  void expect(Object parsed) {
    if (properties == null) {
      properties = parsed;
      EXPECTED.put(parsed, this);
    }
  }

  static @Nullable ConnectAttempt expected(@Nullable Object parsed) {
    return parsed == null ? null : EXPECTED.get(parsed);
  }

  PoolStats pool() {
    return pool;
  }

  /** A socket is connected. */
  void connected() {
    if (startups == 0) {
      gate.signal(ConnectGate.Stage.CONNECTED);
    }
  }

  /**
   * A startup packet is about to be sent; on a stream that is closed here if it is not to be.
   *
   * @param drivers its PGStream
   */
  void startup(@Nullable TripStream on, Object drivers) {
    ended();
    int sent = startups + 1;
    startups = sent;
    asked = false;
    authenticated = false;
    refused = false;
    StartupGuard guarding = guard;
    barred = guarding != null && !guarding.mayStart(drivers, properties);
    if ((barred || !gate.startup(sent == 1)) && on != null) {
      try {
        on.close();
      } catch (IOException closedAlready) {
        // The driver will see it.
      }
    }
  }

  @Override
  void begins(byte type) {
    if (type == 'E') {
      refused = true;
    } else if (authenticated && type != 'R' && type != 'N') {
      signal(ConnectGate.Stage.OPEN);
    }
  }

  @Override
  void authentication(int wanted) {
    if (wanted == 0) {
      authenticated = true;
      return;
    }
    if (!asked) {
      gate.answered();
    }
    asked = true;
    signal(ConnectGate.Stage.ANSWERED);
    holds |= wanted != SASL && wanted != SASL_FINAL;
  }

  private void signal(ConnectGate.Stage stage) {
    if (startups == 1) {
      gate.signal(stage);
    }
  }

  /** The server has sent this. What it asks for is held back while others wait for the first connection to be let in. */
  void received(byte[] from, int offset, int length) throws IOException {
    if (startups == 0) {
      return;
    }
    read(from, offset, length);
    StartupGuard guarding = guard;
    if ((asked || authenticated) && guarding != null && !guarding.mayLogIn()) {
      barred = true;
      throw new IOException("not to be logged in to over this connection");
    }
    boolean hold = holds && gate.waits();
    holds = false;
    if (hold && !gate.isLet(ConnectGate.Stage.OPEN)) {
      throw new IOException("the first connection of the pool was not let in");
    }
  }

  /** The other side has hung up. */
  void hungUp() {
    refused |= startups > 0;
  }

  /** The result of this startup packet is known. */
  private void ended() {
    refusedUnasked |= refused && !asked;
    refusedAsked |= refused && asked && !authenticated;
  }

  /** The driver has ended, on the thread that opened the connection. */
  synchronized void ended(@Nullable TripStream stream, int trips, boolean failed) {
    gate.endTurn();
    ended();
    if (failed || stream == null) {
      pool.addTrips(TripKind.CONNECT, trips);
      return;
    }
    stream.connected(trips);
    opened = stream;
    if (abandoned) {
      stream.link(pool);
    }
  }

  /** The caller will not get the connection, though it may be opened yet. */
  public synchronized void abandon() {
    abandoned = true;
    if (opened != null) {
      opened.link(pool);
    }
  }

  /** The caller has been answered. */
  public void forget() {
    if (properties != null) {
      EXPECTED.remove(properties);
    }
  }

  /** It was given up because the first connection of its pool was not let in, and nothing is wrong with it. */
  public boolean isHeldOff() {
    return gate.isHeldOff();
  }

  /** The guard has not let the driver use its last stream. */
  public boolean isBarred() {
    return barred;
  }

  /** Somebody has read a startup packet and answered with an error, or hung up. */
  public boolean isRefused() {
    return refused || refusedUnasked || refusedAsked;
  }

  /** The server has asked for a password or the like, or let the connection in without. */
  public boolean isPastStartup() {
    return asked || authenticated;
  }

  /** Of several hosts, or ways to the same, one has asked for a password and then refused. */
  public boolean isRefusedAsked() {
    return refusedAsked;
  }

  /** More than one startup packet was sent: to several hosts, or with TLS and without. */
  public boolean isManifold() {
    return startups > 1;
  }
}
