package example;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/** RabbitMQ's consumer and Spring's container, called as their libraries call them: there is no broker. */
final class RabbitMessages {
  private RabbitMessages() {}

  static void run() throws Exception {
    Invoices plain = new Invoices(null);
    plain.handleDelivery(
        "tag", new Envelope(1, false, "", "invoice-4711"), new AMQP.BasicProperties(), new byte[0]);
    Container container = new Container(message -> RequestTrips.query(4));
    container.deliver("shipments");
    container.deliver("spring.gen-4711");
    crowd();
  }

  /** Consumers of one queue at once. */
  private static void crowd() throws Exception {
    AtomicInteger next = new AtomicInteger();
    Container container = new Container(message -> Tasks.oneOfCrowd(next.getAndIncrement()));
    List<Thread> consumers = new ArrayList<>();
    for (int i = 0; i < Tasks.CROWD; i++) {
      Thread consumer = new Thread(() -> container.deliver("parcels"));
      consumers.add(consumer);
      consumer.start();
    }
    for (Thread consumer : consumers) {
      consumer.join();
    }
  }

  private static final class Invoices extends DefaultConsumer {
    Invoices(Channel channel) {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
      RequestTrips.query(2);
    }
  }

  private static final class Container extends SimpleMessageListenerContainer {
    /** As if its consumers ran, which need a broker. */
    Container(MessageListener listener) throws ReflectiveOperationException {
      setMessageListener(listener);
      Field running = AbstractMessageListenerContainer.class.getDeclaredField("running");
      running.setAccessible(true);
      running.set(this, true);
    }

    void deliver(String queue) {
      MessageProperties properties = new MessageProperties();
      properties.setConsumerQueue(queue);
      executeListener(null, new Message(new byte[0], properties));
    }
  }
}
