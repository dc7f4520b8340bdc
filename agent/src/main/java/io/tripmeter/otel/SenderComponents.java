package io.tripmeter.otel;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import java.util.Collections;

/** The exporter asks for its parts by type; it gets our sender, and no class loader is searched for any. */
final class SenderComponents implements ComponentLoader {
  private final ExportFailures failures;

  SenderComponents(ExportFailures failures) {
    this.failures = failures;
  }

  @Override
  public <T> Iterable<T> load(Class<T> type) {
    if (type != HttpSenderProvider.class) {
      return Collections.emptyList();
    }
    HttpSenderProvider provider = config -> new HttpUrlSender(config, failures);
    return Collections.singletonList(type.cast(provider));
  }
}
