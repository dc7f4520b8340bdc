package example;

import java.util.concurrent.Executors;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.SafeContinuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.future.FutureKt;

/** A coroutine, in the form that Kotlin's compiler gives it. */
final class Coroutines {
  private static final CoroutineContext EXECUTOR =
      ExecutorsKt.from(Executors.newFixedThreadPool(2, RequestFanOut.daemon()));

  private Coroutines() {}

  static CoroutineContext onDefault() {
    return Dispatchers.getDefault();
  }

  static CoroutineContext onIo() {
    return Dispatchers.getIO();
  }

  /** Who resumes it runs it. */
  static CoroutineContext onNone() {
    return (CoroutineContext) Dispatchers.getUnconfined();
  }

  static CoroutineContext onExecutor() {
    return EXECUTOR;
  }

  private static volatile CompletableDeferred<Integer> gate =
      CompletableDeferredKt.CompletableDeferred(null);

  /** A listener of the application's own: whoever {@link #wake wakes} it runs its one round trip. */
  static void listen() {
    FutureKt.future(GlobalScope.INSTANCE, onNone(), CoroutineStart.DEFAULT, new Listener(null));
  }

  static void wake() {
    CompletableDeferred<Integer> opens = gate;
    gate = CompletableDeferredKt.CompletableDeferred(null);
    opens.complete(1);
  }

  /** 6. */
  static void run(CoroutineContext on) throws Exception {
    FutureKt.future(GlobalScope.INSTANCE, on, CoroutineStart.DEFAULT, new Steps(null))
        .get();
  }

  /** One round trip before each time that it is suspended, and one at the end. */
  private static final class Steps extends SuspendLambda
      implements Function2<CoroutineScope, Continuation<? super Object>, Object> {
    private static final long serialVersionUID = 1;

    private int next;

    @SuppressWarnings("unchecked")
    Steps(Continuation<?> completion) {
      super(2, (Continuation<Object>) completion);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Continuation<Unit> create(Object value, Continuation<?> completion) {
      return (Continuation<Unit>) (Continuation<?>) new Steps(completion);
    }

    @Override
    public Object invoke(CoroutineScope scope, Continuation<? super Object> completion) {
      return new Steps(completion).invokeSuspend(Unit.INSTANCE);
    }

    @Override
    protected Object invokeSuspend(Object result) {
      Object suspended = IntrinsicsKt.getCOROUTINE_SUSPENDED();
      Object got = result;
      while (next < 5) {
        RequestFanOut.one();
        got = suspend(next++);
        if (got == suspended) {
          return suspended;
        }
      }
      RequestFanOut.one();
      return Unit.INSTANCE;
    }

    @SuppressWarnings("unchecked")
    private Object suspend(int step) {
      switch (step) {
        case 0:
          return DelayKt.delay(3, this);
        case 1:
          return awaits(this);
        case 2:
          return resumedByAThread(this);
        case 3:
          return BuildersKt.withContext(Dispatchers.getIO(), (scope, then) -> Unit.INSTANCE, this);
        default:
          return kotlinx.coroutines.YieldKt.yield(
              (Continuation<? super Unit>) (Continuation<?>) this);
      }
    }
  }

  private static final class Listener extends SuspendLambda
      implements Function2<CoroutineScope, Continuation<? super Object>, Object> {
    private static final long serialVersionUID = 1;

    private boolean woken;

    @SuppressWarnings("unchecked")
    Listener(Continuation<?> completion) {
      super(2, (Continuation<Object>) completion);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Continuation<Unit> create(Object value, Continuation<?> completion) {
      return (Continuation<Unit>) (Continuation<?>) new Listener(completion);
    }

    @Override
    public Object invoke(CoroutineScope scope, Continuation<? super Object> completion) {
      return new Listener(completion).invokeSuspend(Unit.INSTANCE);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Object invokeSuspend(Object result) {
      do {
        if (woken) {
          RequestFanOut.one();
        }
        woken = true;
      } while (gate.await((Continuation<? super Integer>) (Continuation<?>) this)
          != IntrinsicsKt.getCOROUTINE_SUSPENDED());
      return IntrinsicsKt.getCOROUTINE_SUSPENDED();
    }
  }

  private static void soon(Runnable run) {
    new Thread(run).start();
  }

  private static Object awaits(Continuation<Object> then) {
    CompletableDeferred<Integer> deferred = CompletableDeferredKt.CompletableDeferred(null);
    soon(() -> deferred.complete(1));
    return deferred.await(then);
  }

  /** A callback, without kotlinx.coroutines. */
  private static Object resumedByAThread(Continuation<Object> then) {
    SafeContinuation<Object> safe = new SafeContinuation<>(IntrinsicsKt.intercepted(then));
    soon(() -> safe.resumeWith(1));
    return safe.getOrThrow();
  }
}
