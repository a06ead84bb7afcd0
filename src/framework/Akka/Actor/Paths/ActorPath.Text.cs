namespace Akka.Actor;

using System.Globalization;
using System.Text;

public abstract partial class ActorPath
{
    /// <summary>The path below the address: <c>/user/a/b</c>.</summary>
    public string ToStringWithoutAddress() => Render(null, withUid: false);

    public override string ToString() => Render(_address, withUid: false);

    public string ToStringWithAddress() => Render(_address, withUid: false);

    /// <summary>With the given address, unless the path has one of its own that others can reach.</summary>
    public string ToStringWithAddress(Address address) => Render(AddressOr(address), withUid: false);

    public string ToStringWithUid() => Render(_address, withUid: true);

    /// <summary>The text that another system understands: address and uid included.</summary>
    public string ToSerializationFormat() => Render(_address, withUid: true);

    public string ToSerializationFormatWithAddress(Address address) => Render(AddressOr(address), withUid: true);

    private Address AddressOr(Address address) =>
        IgnoreActorRef.IsIgnoreRefPath(this) || (_address.Host is not null && _address.Port is not null) ? _address : address;

    private string Render(Address? address, bool withUid)
    {
        var text = new StringBuilder(64);
        text.Append(address);
        if (_depth == 0)
        {
            return (_name.StartsWith('/') ? text.Append(_name) : text.Append('/').Append(_name)).ToString();
        }

        foreach (var element in Elements)
        {
            text.Append('/').Append(element);
        }

        if (withUid && _uid != ActorCell.UndefinedUid)
        {
            text.Append('#').Append(CultureInfo.InvariantCulture, $"{_uid}");
        }

        return text.ToString();
    }
}
