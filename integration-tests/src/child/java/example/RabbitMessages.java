package example;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.lang.reflect.Field;
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
    Container container = new Container();
    container.deliver("shipments");
    container.deliver("spring.gen-4711");
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
    Container() throws ReflectiveOperationException {
      setMessageListener((MessageListener) message -> RequestTrips.query(4));
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
