namespace Akka.Util;

using Akka.Actor;

/// <summary>An object that travels as its <see cref="ISurrogate"/>.</summary>
public interface ISurrogated
{
    ISurrogate ToSurrogate(ActorSystem system);
}
