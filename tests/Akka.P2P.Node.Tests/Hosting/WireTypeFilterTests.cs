namespace Akka.P2P.Node.Tests.Hosting;

using Akka.P2P.Node.Hosting;
using Akka.P2P.Protocol;

public sealed class WireTypeFilterTests
{
    private readonly WireTypeFilter _filter = new();

    [Fact(DisplayName = "Every wire type and what is reachable from it passes, by its full name and by its short one")]
    public void Wire_types_pass()
    {
        Assert.NotEmpty(WireTypes.AllowList);
        Assert.All(WireTypes.AllowList, type => Assert.True(_filter.IsAllowed(type.AssemblyQualifiedName!), type.AssemblyQualifiedName));
        Assert.True(_filter.IsAllowed("Akka.P2P.Protocol.TrackerProtocol+Register, Akka.P2P.Protocol"));
        Assert.True(_filter.IsAllowed("System.String, %core%"));
    }

    [Theory(DisplayName = "Nothing else passes, however it is dressed")]
    [InlineData("")]
    [InlineData("System.Object, System.Private.CoreLib")]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("System.IO.FileInfo, %core%")]
    [InlineData("Akka.P2P.Protocol.TrackerProtocol+Register, Evil")]
    [InlineData("Akka.P2P.Protocol.TrackerProtocol+Register")]
    [InlineData("Akka.P2P.Protocol.WireTypes, Akka.P2P.Protocol")]
    [InlineData("Akka.P2P.Protocol.SliceData, Akka.P2P.Protocol")]
    [InlineData("System.Collections.Generic.List`1[[System.Diagnostics.Process, System.Diagnostics.Process]], System.Private.CoreLib")]
    public void Others_do_not(string typeName) => Assert.False(_filter.IsAllowed(typeName));
}
