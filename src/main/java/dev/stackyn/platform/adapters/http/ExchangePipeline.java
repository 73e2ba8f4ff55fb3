package dev.stackyn.platform.adapters.http;

import dev.stackyn.platform.domain.HttpSettings;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts our handlers into the pipeline of every connection. */
@Singleton
final class ExchangePipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private final Wire wire;
  private final Duration patience;

  ExchangePipeline(Wire wire, HttpSettings settings) {
    this.wire = wire;
    this.patience = settings.limits().request();
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(null));
    return event.getBean();
  }

  private final class Customizer implements NettyServerCustomizer {
    private final @Nullable Channel channel;

    private Customizer(@Nullable Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel connection, ChannelRole role) {
      return new Customizer(connection);
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (channel == null) {
        return;
      }
      RequestDeadline deadline = new RequestDeadline(patience);
      ChannelPipeline pipeline = channel.pipeline();
      String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
      pipeline.addBefore(codec, "stackyn-deadline", deadline);
      pipeline.addAfter(codec, "stackyn-exchange", new ExchangeHandler(wire, deadline));
    }
  }
}
