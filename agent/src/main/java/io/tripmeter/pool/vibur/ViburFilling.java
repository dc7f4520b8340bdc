package io.tripmeter.pool.vibur;

import io.tripmeter.pool.CreationFilling;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The object pool's constructor opens {@code poolInitialSize} connections, one after the other. */
final class ViburFilling implements CreationFilling {
  @Override
  public int kept(Object config) throws ReflectiveOperationException {
    return initialSize(config);
  }

  @Override
  public int initialSize(Object config) throws ReflectiveOperationException {
    return ReflectiveAccess.of(config).number("getPoolInitialSize");
  }

  /** With a borrower's permit, so that borrowers and this one together never open more than the maximum. */
  @Override
  public boolean open(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess objects = ViburGauges.objects(pool);
    Semaphore permits = permits(objects);
    if (isTerminated(objects) || !permits.tryAcquire()) {
      return false;
    }
    boolean isOpen;
    try {
      isOpen = create(pool, objects, objects.number("maxSize"));
    } finally {
      permits.release();
    }
    if (isTerminated(objects)) {
      // It has come too late to be closed with the others.
      objects.call("drainCreated");
    }
    return isOpen;
  }

  private static boolean create(Object pool, ReflectiveAccess objects, int max)
      throws ReflectiveOperationException {
    Object counter = objects.field("createdTotal");
    if (!(counter instanceof AtomicInteger)) {
      throw new NoSuchFieldException("createdTotal of the pool is another type");
    }
    AtomicInteger created = (AtomicInteger) counter;
    if (!claim(created, max)) {
      return false;
    }
    boolean isKept = false;
    try {
      ReflectiveAccess factory = Vibur.factory(pool);
      Object holder = factory.get("create");
      // A borrower who found nothing idle may have counted its own a moment after this one.
      isKept = created.get() <= max;
      keep(isKept ? objects.part("available") : null, factory, holder);
      return isKept;
    } finally {
      created.addAndGet(isKept ? 0 : -1);
    }
  }

  private static boolean claim(AtomicInteger created, int max) {
    int now = created.get();
    while (now < max && !created.compareAndSet(now, now + 1)) {
      now = created.get();
    }
    return now < max;
  }

  private static void keep(@Nullable ReflectiveAccess idle, ReflectiveAccess factory, Object holder)
      throws ReflectiveOperationException {
    if (idle == null) {
      factory.call("destroy", holder);
    } else {
      // Before 16 it is a deque or, for a pool that lends first what came back first, a queue.
      idle.call(idle.has("offerLast") ? "offerLast" : "add", holder);
    }
  }

  private static boolean isTerminated(ReflectiveAccess objects)
      throws ReflectiveOperationException {
    return Boolean.TRUE.equals(objects.call("isTerminated"));
  }

  static Semaphore permits(ReflectiveAccess objects) throws ReflectiveOperationException {
    Object permits = objects.field("takeSemaphore");
    if (!(permits instanceof Semaphore)) {
      throw new NoSuchFieldException("takeSemaphore of the pool is another type");
    }
    return (Semaphore) permits;
  }
}
