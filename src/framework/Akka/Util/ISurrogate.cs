namespace Akka.Util;

using Akka.Actor;

/// <summary>The serializable stand-in of an object that lives in one actor system.</summary>
public interface ISurrogate
{
    ISurrogated? FromSurrogate(ActorSystem system);
}
