package io.tripmeter.work.scheduled;

import io.tripmeter.reflect.ApiField;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks of libraries around those of the application, and the fields that these are in. */
final class Wrappers {
  /** More than this around each other is no chain but a circle. */
  private static final int MOST = 10;

  private static final Map<String, String> FIELDS = new HashMap<>();

  static {
    String scheduling = "org.springframework.scheduling.";
    FIELDS.put(scheduling + "support.DelegatingErrorHandlingRunnable", "delegate");
    FIELDS.put(scheduling + "concurrent.DelegatingErrorHandlingCallable", "delegate");
    FIELDS.put(
        scheduling + "concurrent.ThreadPoolTaskScheduler$DelegatingErrorHandlingCallable",
        "delegate");
    FIELDS.put(scheduling + "config.Task$OutcomeTrackingRunnable", "runnable");
    FIELDS.put(
        "org.springframework.security.concurrent.DelegatingSecurityContextRunnable", "delegate");
  }

  private static final ClassValue<Wrapped> WRAPPED = new ClassValue<Wrapped>() {
    @Override
    protected Wrapped computeValue(Class<?> type) {
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        String field = FIELDS.get(at.getName());
        if (field != null) {
          return new Wrapped(ApiField.of(at, field));
        }
      }
      return Wrapped.NOTHING;
    }
  };

  private Wrappers() {}

  /** The task inside of all of Spring's around it. */
  static Object inside(Object task) throws Throwable {
    Object at = task;
    for (int i = 0; i < MOST; i++) {
      ApiField field = WRAPPED.get(at.getClass()).field;
      Object inner = field == null ? null : field.get(at);
      if (inner == null) {
        return at;
      }
      at = inner;
    }
    return at;
  }

  private static final class Wrapped {
    static final Wrapped NOTHING = new Wrapped(null);

    final @Nullable ApiField field;

    Wrapped(@Nullable ApiField field) {
      this.field = field;
    }
  }
}
