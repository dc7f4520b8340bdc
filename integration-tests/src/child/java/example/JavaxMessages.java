package example;

import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.Destination;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageListener;
import javax.jms.Session;

/** Listeners of JMS with round trips of known number, on a broker in this process. */
final class JavaxMessages {
  private static final String ACTIVEMQ = "org.apache.activemq.ActiveMQConnectionFactory";
  private static final String SPRING =
      "org.springframework.jms.listener.DefaultMessageListenerContainer";
  private static final CountDownLatch DONE = new CountDownLatch(6 + Tasks.CROWD);

  private JavaxMessages() {}

  static void run() throws Exception {
    ConnectionFactory factory = (ConnectionFactory) Class.forName(ACTIVEMQ)
        .getConstructor(String.class)
        .newInstance("vm://here?broker.persistent=false&broker.useJmx=false");
    Connection connection = factory.createConnection();
    connection.start();
    Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    Destination orders = sending.createQueue("orders");
    Destination prices = sending.createTopic("prices");
    Destination answers = sending.createTemporaryQueue();
    listen(connection, orders, new Listener(2));
    listen(connection, prices, message -> new Listener(3).onMessage(message));
    listen(connection, answers, new Listener(1));
    Object container = container(factory, "mails", "1", new Listener(4));
    Object crowd = container(factory, "crowd", "16", new Crowd());
    send(sending, orders);
    send(sending, orders);
    send(sending, prices);
    send(sending, answers);
    send(sending, sending.createQueue("mails"));
    send(sending, sending.createQueue("mails"));
    for (int i = 0; i < Tasks.CROWD; i++) {
      send(sending, sending.createQueue("crowd"));
    }
    DONE.await();
    call(container, "shutdown");
    call(crowd, "shutdown");
    connection.close();
  }

  private static void listen(Connection connection, Destination from, MessageListener listener)
      throws JMSException {
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    session.createConsumer(from).setMessageListener(listener);
  }

  private static void send(Session session, Destination to) throws JMSException {
    session.createProducer(to).send(session.createTextMessage("4711"));
  }

  /** Spring's container of the same API, which is not there when this is compiled. */
  private static Object container(
      ConnectionFactory factory, String queue, String threads, Object listener) throws Exception {
    Object container = Class.forName(SPRING).getConstructor().newInstance();
    call(container, "setConnectionFactory", factory);
    call(container, "setDestinationName", queue);
    call(container, "setConcurrency", threads);
    call(container, "setMessageListener", listener);
    call(container, "afterPropertiesSet");
    call(container, "start");
    return container;
  }

  private static void call(Object target, String name, Object... arguments) throws Exception {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        method.invoke(target, arguments);
        return;
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static final class Listener implements MessageListener {
    private final int trips;

    Listener(int trips) {
      this.trips = trips;
    }

    @Override
    public void onMessage(Message message) {
      RequestTrips.query(trips);
      DONE.countDown();
    }
  }

  /** Messages at once, each with another number of round trips. */
  private static final class Crowd implements MessageListener {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Override
    public void onMessage(Message message) {
      Tasks.oneOfCrowd(NEXT.getAndIncrement());
      DONE.countDown();
    }
  }
}
