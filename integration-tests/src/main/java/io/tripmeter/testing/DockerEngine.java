package io.tripmeter.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;

/** Whether a Docker engine answers and has the image, or can get it. Asked once in a JVM. */
public final class DockerEngine {
  static final String IMAGE = "postgres:17-alpine";
  private static final int CONNECT_SECONDS = 20;
  private static final int PULL_SECONDS = 120;

  private static final class Asked {
    static final Optional<String> OBSTACLE = ask();
  }

  private DockerEngine() {}

  /** Empty when containers can be started, else why not. */
  static Optional<String> obstacle() {
    return Asked.OBSTACLE;
  }

  /** Of the engine, if one answers. */
  public static Optional<DockerClient> client() {
    return within(CONNECT_SECONDS, DockerClientFactory.instance()::client);
  }

  private static Optional<String> ask() {
    Optional<DockerClient> client = client();
    if (client.isEmpty()) {
      return Optional.of("no Docker engine answers that Testcontainers can use");
    }
    Optional<Boolean> image =
        within(PULL_SECONDS, () -> hasImage(client.get()) || pulls(client.get()));
    return image.isEmpty()
        ? Optional.of("the Docker engine cannot get " + IMAGE)
        : Optional.empty();
  }

  /** Empty when it failed or took longer: left alone, Testcontainers tries for minutes. */
  private static <T> Optional<T> within(int seconds, Callable<T> step) {
    FutureTask<T> task = new FutureTask<>(step);
    Thread thread = new Thread(task, "docker-engine");
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(task.get(seconds, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean hasImage(DockerClient client) {
    try {
      client.inspectImageCmd(IMAGE).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static boolean pulls(DockerClient client) throws InterruptedException {
    String[] image = IMAGE.split(":", 2);
    client.pullImageCmd(image[0]).withTag(image[1]).start().awaitCompletion();
    return true;
  }
}
