namespace Akka.Tests.Actor.Paths;

using Akka.Actor;

public class ActorPathSpecs
{
    private const string Far = "akka.tcp://sys@host:4711/user/a/b";

    [Theory]
    [InlineData("akka://sys/")]
    [InlineData("akka://sys/user/a")]
    [InlineData("akka://sys/user/$a")]
    [InlineData("akka://sys/user/a%20b")]
    [InlineData(Far)]
    public void What_is_parsed_is_written_alike(string text) => Assert.Equal(text, ActorPath.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/user/a")]
    [InlineData("http://sys/user/a")]
    [InlineData("akka.tcp://sys@host:99999/user/a")]
    [InlineData("akka.tcp://sys@host:port/user/a")]
    [InlineData("akka.tcp://sys@host/user/a")]
    [InlineData("akka.tcp://@host:1/user/a")]
    public void What_is_no_path_is_refused(string text)
    {
        Assert.False(ActorPath.TryParse(text, out _));
        Assert.Throws<UriFormatException>(() => ActorPath.Parse(text));
    }

    [Fact]
    public void A_path_knows_its_parts()
    {
        var path = ActorPath.Parse(Far + "#17");
        Assert.Equal(new Address("akka.tcp", "sys", "host", 4711), path.Address);
        Assert.Equal(["user", "a", "b"], path.Elements);
        Assert.Equal(("b", 17L, 3), (path.Name, path.Uid, path.Depth));
        Assert.Equal("akka.tcp://sys@host:4711/user/a", path.Parent.ToString());
        Assert.Equal("akka.tcp://sys@host:4711/", path.Root.ToString());
        Assert.Equal(path.Root, path.Root.Parent);
        Assert.Equal("/user/a/b", path.ToStringWithoutAddress());
        Assert.Equal(Far + "#17", path.ToSerializationFormat());
        Assert.Equal(Far, path.ToString());
    }

    [Fact]
    public void Equality_leaves_the_uid_out_and_counts_address_and_names()
    {
        var path = ActorPath.Parse(Far);
        Assert.Equal(path, path.WithUid(3));
        Assert.Equal(path.GetHashCode(), path.WithUid(3).GetHashCode());
        Assert.Equal(path, path.Root / "user" / "a" / "b");
        Assert.Equal(path.GetHashCode(), (path.Root / new[] { "user", "a", "b" }).GetHashCode());
        Assert.NotEqual(path, path.Parent);
        Assert.NotEqual(path, path / "c");
        Assert.NotEqual(path, ActorPath.Parse("akka.tcp://sys@host:4712/user/a/b"));
        Assert.Equal(0, path.CompareTo(path.WithUid(3)));
        Assert.True(path.CompareTo(path.Parent / "c") < 0);
    }

    [Fact]
    public void An_address_of_ones_own_is_kept_and_a_missing_one_is_filled_in()
    {
        var other = new Address("akka.tcp", "sys", "elsewhere", 1);
        Assert.Equal("akka.tcp://sys@elsewhere:1/user/a", ActorPath.Parse("akka://sys/user/a").ToStringWithAddress(other));
        Assert.Equal(Far, ActorPath.Parse(Far).ToStringWithAddress(other));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a-b_c.d*e$f+g:h@i&j=k,l!m~n'o;p(q)", true)]
    [InlineData("a%2Fb", true)]
    [InlineData("", false)]
    [InlineData("$a", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a#1", false)]
    [InlineData("a%2", false)]
    [InlineData("a%zz", false)]
    [InlineData("\u00e4", false)]
    public void A_name_is_valid_or_not(string name, bool valid) => Assert.Equal(valid, ActorPath.IsValidPathElement(name));

    [Fact]
    public void A_path_of_any_depth_can_be_written_compared_and_hashed()
    {
        var text = "akka://sys" + string.Concat(Enumerable.Repeat("/a", 200_000));
        var (one, two) = (ActorPath.Parse(text), ActorPath.Parse(text));
        Assert.Equal(200_000, one.Depth);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.Equal(text, two.ToString());
        Assert.Equal(0, one.CompareTo(two));
    }

    [Fact]
    public void An_address_is_read_written_and_changed()
    {
        var address = Address.Parse("akka.tcp://sys@Host:4711");
        Assert.Equal(("akka.tcp", "sys", 4711), (address.Protocol, address.System, address.Port));
        Assert.Equal("sys@host:4711", address.HostPort());
        Assert.True(address.HasGlobalScope);
        Assert.True(new Address("akka", "sys").HasLocalScope);
        Assert.Equal("akka.tcp://sys@host:1", address.WithPort(1).ToString());
        Assert.Equal("akka.udp://other@there:4711", address.WithProtocol("akka.udp").WithSystem("other").WithHost("there").ToString());
        Assert.Equal(address, address.Clone());
    }
}
