package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.tripmeter.boot.AgentThread;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over the JDK's HttpURLConnection: the SDK's own senders need OkHttp or Java 11. One request at a time on one daemon thread. A
 * collector that neither reads nor answers is cut off when the next batch comes; nothing is tried again, a batch that fails is lost.
 */
final class HttpUrlSender implements HttpSender {
  private final HttpSenderConfig config;
  private final ExportFailures failures;
  private final int timeoutMillis;
  private final ThreadPoolExecutor executor;
  private volatile @Nullable HttpURLConnection current;

  HttpUrlSender(HttpSenderConfig config, ExportFailures failures) {
    this.config = config;
    this.failures = failures;
    timeoutMillis = (int) Math.min(Integer.MAX_VALUE, config.getTimeout().toMillis());
    executor = new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<Runnable>(1),
        task -> AgentThread.daemon("tripmeter-otlp", task));
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    HttpURLConnection hanging = current;
    if (hanging != null) {
      hanging.disconnect();
    }
    try {
      executor.execute(() -> exchange(message, onResponse, onError));
    } catch (RejectedExecutionException behind) {
      failures.failed(behind);
      onError.accept(behind);
    }
  }

  private void exchange(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    HttpResponse answer;
    try {
      answer = post(message);
    } catch (IOException | RuntimeException | Error failure) {
      failures.failed(failure);
      onError.accept(failure);
      return;
    } finally {
      current = null;
    }
    if (answer.getStatusCode() / 100 != 2) {
      failures.refused(answer.getStatusCode());
    }
    onResponse.accept(answer);
  }

  private HttpResponse post(MessageWriter message) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) config.getEndpoint().toURL().openConnection();
    current = connection;
    try {
      prepare(connection, message.getContentLength());
      try (OutputStream body = body(connection)) {
        message.writeMessage(body);
      }
      return ReadResponse.of(connection);
    } catch (IOException | RuntimeException | Error failure) {
      connection.disconnect();
      throw failure;
    }
  }

  private void prepare(HttpURLConnection connection, int length) throws IOException {
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(
        (int) Math.min(Integer.MAX_VALUE, config.getConnectTimeout().toMillis()));
    connection.setReadTimeout(timeoutMillis);
    connection.setRequestProperty("Content-Type", config.getContentType());
    for (Map.Entry<String, List<String>> header :
        config.getHeadersSupplier().get().entrySet()) {
      for (String value : header.getValue()) {
        connection.addRequestProperty(header.getKey(), value);
      }
    }
    if (config.getSslContext() != null && connection instanceof HttpsURLConnection) {
      ((HttpsURLConnection) connection)
          .setSSLSocketFactory(config.getSslContext().getSocketFactory());
    }
    // Streamed, so that a batch is not copied once more.
    if (config.getCompressor() == null && length >= 0) {
      connection.setFixedLengthStreamingMode(length);
    } else {
      connection.setChunkedStreamingMode(0);
    }
  }

  private OutputStream body(HttpURLConnection connection) throws IOException {
    Compressor compressor = config.getCompressor();
    if (compressor == null) {
      return connection.getOutputStream();
    }
    connection.setRequestProperty("Content-Encoding", compressor.getEncoding());
    return compressor.compress(connection.getOutputStream());
  }

  @Override
  public CompletableResultCode shutdown() {
    executor.shutdown();
    return CompletableResultCode.ofSuccess();
  }
}
