namespace Akka.Serialization.Hyperion.Tests;

using System.Text;
using Akka.Actor;
using Akka.Serialization;

/// <summary>One system for all of these tests, and a serializer of any settings on it.</summary>
internal static class Bytes
{
    public static readonly ExtendedActorSystem System = (ExtendedActorSystem)ActorSystem.Create("hyperion-tests", "akka.log-dead-letters = off, akka.stdout-loglevel = OFF, akka.loglevel = OFF");

    public static readonly HyperionSerializer Default = new(System);

    public static HyperionSerializer With(HyperionSerializerSettings settings) => new(System, settings);

    /// <summary>There and back through the default settings.</summary>
    public static T Copy<T>(T value) => Copy(value, Default);

    public static T Copy<T>(T value, Serializer serializer) => serializer.FromBinary<T>(serializer.ToBinary(value!));

    /// <summary>Replaces a text in bytes by another of the same length: how a message of another version or of a liar is made.</summary>
    public static byte[] Replace(byte[] bytes, string old, string next)
    {
        Assert.Equal(old.Length, next.Length);
        var text = Encoding.Latin1.GetString(bytes);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text.Replace(old, next, StringComparison.Ordinal));
    }
}
