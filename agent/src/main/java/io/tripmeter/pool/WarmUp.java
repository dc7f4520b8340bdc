package io.tripmeter.pool;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.SaltedPasswords;
import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fills one pool. Each worker opens a physical connection as soon as the pool's creation opens its first, all handshakes at once; when the
 * pool stands, the worker has the pool itself create an entry, hands it the connection that it holds, and puts the entry into the pool.
 * The pool's own thread, which adds one connection after the other, is kept from adding beyond what the workers still bring.
 *
 * <p>Best effort: a connection that cannot be opened is not tried again, the pool will under traffic.
 */
public final class WarmUp {
  /** The pool's creation waits no longer for what others open; a handshake takes less. */
  private static final long TAKE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Opens a physical connection as the pool's first one was opened. */
  public interface Source {
    @Nullable
    Connection open() throws SQLException, ReflectiveOperationException;

    /** Whether what is asked for here is what it opens. */
    boolean isFor(String url, @Nullable Properties info);
  }

  /** Told how it went. */
  public interface Listener {
    /**
     * A connection is open, and nobody else has it yet.
     *
     * @param number 1 for the first, 2 for the second; further ones are not told
     */
    void opened(Connection connection, int number);

    /** @param failure the first one, if any */
    void ended(WarmUp warmUp, int requested, int warmed, long nanos, @Nullable Throwable failure);
  }

  /** Connections that the listener is told of. */
  private static final int TOLD = 2;

  /** How long connections are held for a pool whose first one has not come yet. */
  private static final long CREATION_MILLIS = 60_000;

  private final EntryFilling filling;
  private final Listener listener;
  private final int target;
  private final int parallelism;
  private final ThreadFactory threads;
  private final long creationMillis;
  private final long start = System.nanoTime();
  private final ConnectGate gate = new ConnectGate();
  private final CountDownLatch created = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Connections that are still to be opened, and such that are not in the pool yet; the pool must leave room for the latter. */
  private final AtomicInteger tickets = new AtomicInteger();

  private final AtomicInteger reserved = new AtomicInteger();
  private final AtomicInteger unclaimed = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();

  private final Object lock = new Object();
  private final List<Held> opened = new ArrayList<>();
  private int opening;
  private int offered;
  private boolean cancelled;
  private int warmed;
  private @Nullable Throwable failure;
  private volatile @Nullable Object pool;
  private volatile @Nullable Source source;

  /**
   * @param target connections that the pool shall have
   * @param parallelism physical connects at once, the pool's own first one included
   */
  public WarmUp(EntryFilling filling, Listener listener, int target, int parallelism) {
    this(
        filling,
        listener,
        target,
        parallelism,
        new ThreadFactory() {
          @Override
          public Thread newThread(Runnable task) {
            return AgentThread.daemon("tripmeter-warm-up", task);
          }
        },
        CREATION_MILLIS);
  }

  WarmUp(
      EntryFilling filling,
      Listener listener,
      int target,
      int parallelism,
      ThreadFactory threads,
      long creationMillis) {
    this.filling = filling;
    this.listener = listener;
    this.target = target;
    this.parallelism = parallelism;
    this.threads = threads;
    this.creationMillis = creationMillis;
    // Until the pool stands it is not known how many it lacks; its own thread may be quicker than
    // the end of its creation.
    reserved.set(target);
  }

  /** The pool's creation opens its first connection: the others are opened meanwhile. Does nothing the second time. */
  public void openMeanwhile(Source from) {
    if (source != null || target <= 1 || parallelism <= 1) {
      return;
    }
    // This thread opens the first connection, whichever comes first.
    gate.lead();
    source = from;
    FirstConnection.prepareIfFar(gate);
    startWorkers(target - 1, parallelism - 1);
  }

  /** The pool stands; it has the connections that its creation opened, and nobody else can have it yet. */
  public void created(Object pool) {
    int size = Math.max(0, filling.size(pool));
    if (size > 0) {
      gate.open();
    }
    int missing = Math.max(0, target - size);
    synchronized (lock) {
      if (cancelled) {
        // Ended without this pool, whose creation took too long.
        return;
      }
      this.pool = pool;
      warmed = Math.min(size, target);
      reserved.set(missing);
      unclaimed.set(missing);
    }
    int promised = source == null ? 0 : target - 1;
    if (missing > promised) {
      startWorkers(missing - promised, parallelism);
    }
    created.countDown();
    if (running.get() == 0) {
      end();
    }
  }

  private void startWorkers(int connections, int threads) {
    tickets.addAndGet(connections);
    int count = Math.min(connections, threads);
    running.addAndGet(count);
    synchronized (lock) {
      opening += source != null && pool == null ? count : 0;
    }
    for (int i = 0; i < count; i++) {
      // Before the first handshake, which is that of the pool's own connection.
      SaltedPasswords.keep();
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    for (int i = 0; i < count; i++) {
      startWorker(context);
    }
  }

  private void startWorker(@Nullable ClassLoader context) {
    try {
      Thread worker = threads.newThread(this::work);
      // The driver may look for an application's socket factory with it.
      worker.setContextClassLoader(context);
      worker.start();
    } catch (Throwable noThread) {
      failed(noThread);
      SaltedPasswords.forget();
      synchronized (lock) {
        opening -= source != null && pool == null ? 1 : 0;
        lock.notifyAll();
      }
      if (running.decrementAndGet() == 0 && created.getCount() == 0) {
        end();
      }
    }
  }

  /** The gate of the warm-up whose worker this thread is, or null. */
  public static @Nullable ConnectGate gateOfWorker() {
    return GATE.get();
  }

  /** What keeps the pool's other connections behind its first. */
  public ConnectGate gate() {
    return gate;
  }

  private void work() {
    GATE.set(gate);
    try {
      while (tickets.getAndDecrement() > 0 && !isCancelled()) {
        bringOne();
      }
    } catch (Throwable unexpected) {
      failed(unexpected);
    } finally {
      GATE.remove();
      Thread.currentThread().setContextClassLoader(null);
      SaltedPasswords.forget();
      if (running.decrementAndGet() == 0 && created.getCount() == 0) {
        end();
      }
    }
  }

  private void bringOne() throws InterruptedException {
    try (Held held = new Held()) {
      boolean opened = open(held);
      awaitPool();
      offerSecond(held);
      Object into = pool;
      if (into != null && claimPlace()) {
        try {
          if (gate.isClosed()) {
            failed(gate.failure());
          } else if (opened && !held.isTaken() && !isCancelled()) {
            addTo(into, held);
          }
        } catch (ReflectiveOperationException | RuntimeException unknown) {
          failed(unknown);
        } finally {
          reserved.decrementAndGet();
        }
      }
    }
  }

  /** Before the pool stands, its connections are opened for it; afterwards it opens them itself, on this thread. */
  private boolean open(Held held) {
    Source from = source;
    if (from == null || pool != null) {
      return true;
    }
    try {
      Connection connection = from.open();
      offer(connection, held);
      held.hold(unbroken(connection, from), from);
      return true;
    } catch (SQLException | ReflectiveOperationException | RuntimeException refused) {
      // Held off with the pool's first one, which the pool may yet open another time.
      boolean heldOff = refused == gate.failure();
      failed(heldOff ? null : refused);
      return heldOff;
    } finally {
      synchronized (lock) {
        opening--;
        opened.add(held);
        lock.notifyAll();
      }
    }
  }

  /** The listener's questions may have ended the connection, where a pooler refuses transactions: then another one. */
  private static @Nullable Connection unbroken(@Nullable Connection asked, Source from)
      throws SQLException, ReflectiveOperationException {
    return asked != null && asked.isClosed() ? from.open() : asked;
  }

  /**
   * A connection of a worker's, for the pool's own first one that the server refused: with no room for all, which of them is refused is
   * chance. Null when none of the workers got one either.
   */
  public @Nullable Connection takeOne() throws InterruptedException {
    long deadline = System.nanoTime() + TAKE_NANOS;
    synchronized (lock) {
      while (true) {
        for (Held held : opened) {
          Connection taken = held.take();
          if (taken != null) {
            return taken;
          }
        }
        long left = deadline - System.nanoTime();
        if (opening == 0 || cancelled || left <= 0) {
          return null;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
    }
  }

  private boolean claimPlace() {
    int left = unclaimed.get();
    while (left > 0 && !unclaimed.compareAndSet(left, left - 1)) {
      left = unclaimed.get();
    }
    return left > 0;
  }

  /** Tells of the first connection at once, and marks the second. */
  private void offer(@Nullable Connection connection, Held held) {
    int number;
    synchronized (lock) {
      if (offered == TOLD || connection == null) {
        return;
      }
      number = ++offered;
    }
    if (number == TOLD) {
      held.markSecond();
    } else {
      listener.opened(connection, number);
    }
  }

  /** The pool stands: what its creation does on its own connection is no longer in the way of what two others see. */
  private void offerSecond(Held held) {
    Connection second = held.second();
    Source from = source;
    if (second == null || from == null || isCancelled()) {
      return;
    }
    listener.opened(second, TOLD);
    try {
      Connection left = unbroken(second, from);
      if (left != second) {
        held.hold(left, from);
      }
    } catch (SQLException | ReflectiveOperationException | RuntimeException refused) {
      failed(refused);
    }
  }

  /** Whether a second connection may be told of: two are opened at once, and neither has the other's place. */
  public boolean opensTwo() {
    return source != null && target > 2 && parallelism > 2;
  }

  /** A creation that fails late tells nobody: what it had ordered is closed then. */
  private void awaitPool() throws InterruptedException {
    if (!created.await(creationMillis, TimeUnit.MILLISECONDS)) {
      cancel();
    }
  }

  private void addTo(Object into, Held held) throws ReflectiveOperationException {
    HELD.set(held);
    Object entry;
    try {
      entry = filling.create(into);
    } finally {
      HELD.remove();
    }
    if (entry == null) {
      failed(null);
      return;
    }
    synchronized (lock) {
      if (!cancelled && filling.isOpen(into)) {
        filling.add(into, entry);
        warmed++;
        return;
      }
    }
    filling.discard(entry);
  }

  private void failed(@Nullable Throwable how) {
    synchronized (lock) {
      if (failure == null) {
        failure = how instanceof ReflectiveOperationException
            ? ReflectiveAccess.cause((ReflectiveOperationException) how)
            : how;
      }
    }
  }

  private void end() {
    Object into = pool;
    synchronized (lock) {
      if (ended.getCount() == 0) {
        return;
      }
      reserved.set(0);
      ended.countDown();
      opened.clear();
    }
    if (into != null && !isCancelled()) {
      try {
        filling.fill(into);
      } catch (ReflectiveOperationException | RuntimeException left) {
        Log.debug("pool left to fill itself").error(left).write();
      }
    }
    listener.ended(this, target, warmed, System.nanoTime() - start, failure);
    // The pool is the application's, and this object may outlive it on a thread's stack.
    source = null;
    pool = null;
  }

  /** The pool closes, or was never created: what is on its way is closed on arrival. After this returns nothing is added any more. */
  public void cancel() {
    synchronized (lock) {
      cancelled = true;
      lock.notifyAll();
    }
    gate.cancel();
    created.countDown();
  }

  public boolean isCancelled() {
    synchronized (lock) {
      return cancelled;
    }
  }

  /** Connections in the pool now. */
  int size(Object pool) {
    return filling.size(pool);
  }

  /** Connections that are coming and not in the pool yet. */
  public int reserved() {
    return isCancelled() ? 0 : reserved.get();
  }

  /** Whether the workers do not open the first connection, so that the pool's own is the first. */
  public boolean isFirstFree() {
    synchronized (lock) {
      if (offered > 0 || source != null) {
        return false;
      }
      offered = 1;
      return true;
    }
  }

  public void await(long millis) throws InterruptedException {
    ended.await(millis, TimeUnit.MILLISECONDS);
  }

  /** The connection that the worker on this thread holds for the pool that opens just such a one now, handed over; else null. */
  public static @Nullable Connection held(String url, @Nullable Properties info) {
    Held held = HELD.get();
    return held == null || !held.isFor(url, info) ? null : held.take();
  }

  private static final ThreadLocal<Held> HELD = new ThreadLocal<>();
  private static final ThreadLocal<@Nullable ConnectGate> GATE = new ThreadLocal<>();

  /** A connection between its opening and the pool. */
  private static final class Held implements AutoCloseable {
    private @Nullable Connection connection;
    private @Nullable Source source;
    private boolean taken;
    private boolean isSecond;

    private synchronized void markSecond() {
      isSecond = true;
    }

    private synchronized @Nullable Connection second() {
      return isSecond ? connection : null;
    }

    private synchronized void hold(@Nullable Connection opened, Source from) {
      connection = opened;
      source = from;
    }

    private synchronized boolean isFor(String url, @Nullable Properties info) {
      return source != null && source.isFor(url, info);
    }

    private synchronized @Nullable Connection take() {
      Connection held = connection;
      taken |= held != null;
      connection = null;
      return held;
    }

    /** Whether it had a connection that somebody else has now. */
    private synchronized boolean isTaken() {
      return taken;
    }

    @Override
    public void close() {
      Connection unused = take();
      if (unused != null) {
        try {
          unused.close();
        } catch (SQLException closedAlready) {
          // Nobody had it.
        }
      }
    }
  }
}
