namespace Akka.Tree.Tests.Serialization;

using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

public sealed class JsonStrictnessSpecs : IDisposable
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("json", "akka.stdout-loglevel = OFF, akka.loglevel = OFF");

    private NewtonSoftJsonSerializer Json => (NewtonSoftJsonSerializer)_system.Serialization.FindSerializerForType(typeof(object));

    public void Dispose() => _system.Dispose();

    [Theory(DisplayName = "What is no message is refused as a serialization error")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"$\":\"X1\"}")]
    [InlineData("{\"$\":\"Iabc\"}")]
    [InlineData("{\"$type\":\"No.Such, Type\"}")]
    [InlineData("{\"$type\":\"System.Diagnostics.Process, System.Diagnostics.Process\"}")]
    [InlineData("{\"$type\":\"System.IO.FileInfo, System.Private.CoreLib\",\"fileName\":\"x\"}")]
    [InlineData("{\"$type\":\"Akka.Tree.Tests.Serialization.JsonStrictnessSpecs+Holder, Akka.Tree.Tests\",\"Whole\":{\"$\":\"I99999999999\"}}")]
    [InlineData("{\"$type\":\"Akka.Tree.Tests.Serialization.JsonStrictnessSpecs+Holder, Akka.Tree.Tests\",\"Whole\":[]}")]
    public void Refused(string json)
    {
        if (json.Length == 0)
            Assert.Null(Json.FromBinary(Encoding.UTF8.GetBytes(json), typeof(object)));
        else
            Assert.Throws<SerializationException>(() => Json.FromBinary(Encoding.UTF8.GetBytes(json), typeof(object)));
    }

    [Fact(DisplayName = "Nesting without measure is refused")]
    public void Nesting() =>
        Assert.Throws<SerializationException>(() => Json.FromBinary(Encoding.UTF8.GetBytes(new string('[', 100_000)), typeof(object)));

    public sealed record Holder(object[] Anything, int Whole, float Real, decimal Money, int? Some);
}
