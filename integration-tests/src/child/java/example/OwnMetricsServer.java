package example;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Collection;

/** A server whose metrics go through OpenTelemetry's SDK, which prints them: one line for each. Arguments: URL, user, password. */
final class OwnMetricsServer {
  private static final SdkMeterProvider METRICS = SdkMeterProvider.builder()
      .registerMetricReader(PeriodicMetricReader.builder(new Printer())
          .setInterval(Duration.ofMillis(300))
          .build())
      .build();

  private OwnMetricsServer() {}

  public static void main(String[] arguments) throws Exception {
    METRICS.get("example").counterBuilder("shop.orders").build().add(1);
    RequestJdkServer.main(arguments);
  }

  private static final class Printer implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      for (MetricData metric : metrics) {
        if (metric.getData().getPoints().isEmpty()) {
          continue;
        }
        System.out.println("metric " + metric.getName() + " " + metric.getUnit() + " "
            + metric.getType() + " " + metric.getData().getPoints());
      }
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }
}
