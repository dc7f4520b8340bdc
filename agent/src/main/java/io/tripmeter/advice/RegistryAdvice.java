package io.tripmeter.advice;

import io.tripmeter.boot.MeterRegistries;
import net.bytebuddy.asm.Advice;

/** A registry of the application's is made: in the constructors of Micrometer's MeterRegistry and OpenTelemetry's SdkMeterProvider. */
final class RegistryAdvice {
  private RegistryAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object registry) {
    MeterRegistries.made(registry);
  }
}
