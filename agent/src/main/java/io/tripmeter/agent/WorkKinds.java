package io.tripmeter.agent;

import io.tripmeter.weave.Weaving;
import io.tripmeter.work.WorkKind;
import io.tripmeter.work.grpc.GrpcServer;
import io.tripmeter.work.helidon.Helidon;
import io.tripmeter.work.jaxrs.Jersey;
import io.tripmeter.work.jaxrs.RestEasy;
import io.tripmeter.work.jaxrs.RestEasyReactive;
import io.tripmeter.work.jdk.JdkHttpServer;
import io.tripmeter.work.jetty.JettyContexts;
import io.tripmeter.work.jetty.JettyServer;
import io.tripmeter.work.ktor.Ktor;
import io.tripmeter.work.ktor.KtorRoutes;
import io.tripmeter.work.library.KnownLibraries;
import io.tripmeter.work.methods.NamedMethods;
import io.tripmeter.work.micronaut.Micronaut;
import io.tripmeter.work.reactor.ReactorNetty;
import io.tripmeter.work.reactor.ReactorRoutes;
import io.tripmeter.work.reactor.WebFlux;
import io.tripmeter.work.scheduled.ScheduledTasks;
import io.tripmeter.work.servlet.Servlets;
import io.tripmeter.work.servlet.TomcatHost;
import io.tripmeter.work.undertow.Undertow;
import io.tripmeter.work.vertx.Vertx;
import io.tripmeter.work.vertx.VertxRoutes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** THE list of kinds of units of work. A new one is a class and a line here; its place in the list is its index. */
final class WorkKinds {
  private static final WorkKind[] OWN = {
    new Servlets(),
    new TomcatHost(),
    new JdkHttpServer(),
    new Undertow(),
    new Jersey(),
    new RestEasy(),
    new GrpcServer(),
    new ReactorNetty(),
    new ReactorRoutes(),
    new WebFlux(),
    new Vertx(),
    new VertxRoutes(),
    new RestEasyReactive(),
    new Micronaut(),
    new JettyServer(),
    new JettyContexts(),
    new Helidon(),
    new Ktor(),
    new KtorRoutes(),
    new ScheduledTasks(PoolProducts.packages()),
    new NamedMethods()
  };
  private static final WorkKind[] ALL = with(KnownLibraries.all());

  private WorkKinds() {}

  private static WorkKind[] with(WorkKind[] more) {
    WorkKind[] all = Arrays.copyOf(OWN, OWN.length + more.length);
    System.arraycopy(more, 0, all, OWN.length, more.length);
    return all;
  }

  /** Each at its index. */
  static WorkKind[] all() {
    return ALL.clone();
  }

  /** Where to weave for the methods of {@code work.methods}. */
  static List<Weaving> named(String list) {
    for (int index = 0; index < ALL.length; index++) {
      if (ALL[index] instanceof NamedMethods) {
        return NamedMethods.weavings(index, list);
      }
    }
    throw new IllegalStateException();
  }

  /** Where to weave for all of them. */
  static List<Weaving> weavings() {
    List<Weaving> weavings = new ArrayList<>();
    for (int index = 0; index < ALL.length; index++) {
      weavings.addAll(ALL[index].weavings(index));
    }
    return weavings;
  }
}
