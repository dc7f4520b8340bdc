package io.tripmeter.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the demo does with an application that has just been started, and what each step has cost. */
final class Visit {
  private static final int ITEMS = 20;

  /** Longer than HikariCP takes a connection to be alive without asking the server. */
  private static final long SILENCE_MILLIS = 1_200;

  private interface Step {
    Cost take() throws IOException, InterruptedException;
  }

  private final Application application;
  private final List<Cost> costs = new ArrayList<>();

  private Visit(Application application) {
    this.application = application;
  }

  static List<Cost> to(Application application) throws IOException, InterruptedException {
    Visit visit = new Visit(application);
    visit.all();
    return visit.costs;
  }

  private void all() throws IOException, InterruptedException {
    show(application::poolReady);
    // Neither the server's first answer nor this client's is what is measured.
    application.request("health", application.get("/health"));
    show(() -> application.request("first request", application.get("/api/ping")));
    TimeUnit.MILLISECONDS.sleep(SILENCE_MILLIS);
    show(() -> application.request("sparse request", application.get("/api/ping")));
    show(
        () -> application.request("task list, chatty", application.get("/api/tasks?style=chatty")));
    show(
        () -> application.request("task list, joined", application.get("/api/tasks?style=joined")));
    show(() -> application.request(
        "order of " + ITEMS + ", in a loop", application.post("/api/orders?style=loop", order())));
    show(() -> application.request(
        "order of " + ITEMS + ", as a batch",
        application.post("/api/orders?style=batch", order())));
  }

  private void show(Step step) throws IOException, InterruptedException {
    Cost cost = step.take();
    costs.add(cost);
    System.out.println("    " + cost);
  }

  static String order() {
    return IntStream.rangeClosed(1, ITEMS)
        .mapToObj(i -> "{\"product\":\"filter " + i + "\",\"quantity\":1,\"unitPriceCents\":499}")
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }
}
