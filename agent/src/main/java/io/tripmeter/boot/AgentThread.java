package io.tripmeter.boot;

import java.lang.reflect.Constructor;
import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Threads of the agent's own. The thread that makes one may be the application's, and a new thread takes over more of its maker than
 * meets the eye: context class loader, thread group, inheritable thread locals, access control context. Each of them would keep a web
 * application's class loader alive after it was undeployed, so here nothing is taken over.
 */
public final class AgentThread {
  private AgentThread() {}

  /** A daemon thread, not yet started; what it does belongs to no request. Threads that it makes inherit nothing of the application. */
  public static Thread daemon(final String name, final Runnable task) {
    try {
      return AccessController.doPrivileged(new PrivilegedAction<Thread>() {
        @Override
        public Thread run() {
          return create(name, task);
        }
      });
    } catch (LinkageError withoutAccessControl) {
      return create(name, task);
    }
  }

  private static Thread create(String name, Runnable task) {
    Thread thread = withoutLocals(new Marked(task), name);
    if (thread == null) {
      thread = new Thread(topGroup(), new Marked(task), name);
    }
    thread.setDaemon(true);
    thread.setContextClassLoader(task.getClass().getClassLoader());
    return thread;
  }

  /** The constructor that leaves inheritable thread locals behind is of Java 9. */
  private static @Nullable Thread withoutLocals(Runnable task, String name) {
    try {
      Constructor<Thread> constructor = Thread.class.getConstructor(
          ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
      return constructor.newInstance(topGroup(), task, name, 0L, false);
    } catch (ReflectiveOperationException java8) {
      return null;
    }
  }

  private static @Nullable ThreadGroup topGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group != null && group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  private static final class Marked implements Runnable {
    private final Runnable task;

    Marked(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      ThreadState.current().setAgentThread(true);
      task.run();
    }
  }
}
